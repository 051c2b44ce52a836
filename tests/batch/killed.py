"""A scan in a process of its own, to be killed: `killed.py RULESET JOB`, a Job as JSON, in small blocks with many checkpoints."""

import json
import sys

from moderation.batch import blocks, cutting
from moderation.batch.job import Job, Running
from moderation.compile import load_program
from moderation.moderator import Moderator


def main():
    cutting._PIECE_BYTES = 4000
    blocks._ROWS = 50
    job = json.loads(sys.argv[2])
    running = Running(Job(**{**job, "archives": tuple(job["archives"]), "between": 3}), Moderator(load_program(sys.argv[1])))
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    running.run()


if __name__ == "__main__":
    main()
