"""Archives as they arrive: through a pipe, or packed into one file."""

import io
import zipfile


class Pipe(io.BytesIO):
    """What comes once: no going back, no looking for the end."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise OSError


def zipped(content, name):
    """A ZIP archive of one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return target.getvalue()
