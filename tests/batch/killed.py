"""A scan in a process of its own, to be killed: `killed.py RULESET JOB`, a Job as JSON, in small blocks with many checkpoints.

Prints `begins` and the ids of its workers before it reads the first archive. Beside the fields of a Job: `much`, from how many
bytes on the tables are made before the workers; `anew`, that workers share nothing.
"""

import json
import multiprocessing
import sys

from moderation.batch import blocks, cutting, job, processes
from moderation.compile import load_program
from moderation.moderator import Moderator


def archives(names):
    sys.stdout.write(" ".join(["begins", *(str(process.pid) for process in multiprocessing.active_children())]) + "\n")
    sys.stdout.flush()
    yield from zip(names, names, strict=True)


def main():
    cutting._PIECE_BYTES = 4000
    blocks._ROWS = 50
    how = json.loads(sys.argv[2])
    job._MUCH = how.pop("much", job._MUCH)
    if how.pop("anew", False):
        processes.can_share = lambda: False
    how["archives"] = tuple(how["archives"])
    job.Running(job.Job(**how, between=3), Moderator(load_program(sys.argv[1]))).run(archives(how["archives"]))


if __name__ == "__main__":
    main()
