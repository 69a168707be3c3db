"""Uploads a model by tuspy, which knows of this server only that it speaks tus. The story says when to go on."""

import json
import sys

from requests.exceptions import RequestException
from tusclient import client
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.storage import filestorage

given = json.loads(sys.argv[1])
tus = client.TusClient(
    given["base"] + given["uploads"],
    headers={"Cookie": given["cookie"], "X-CSRF-Token": given["csrf"]},
)


def uploader():
    """One that goes on where the address in the storage says, as after a restart of this program."""
    return tus.uploader(
        given["file"],
        chunk_size=given["chunk_bytes"],
        metadata={"filename": given["file_name"], "filetype": "application/zip", "unit": "m"},
        store_url=True,
        url_storage=filestorage.FileStorage(given["storage"]),
    )


def say(*words):
    print(*words, flush=True)


def wait():
    """Until the story says a line."""
    sys.stdin.readline()


first = uploader()
while first.offset < first.get_file_size() // 2:
    first.upload_chunk()
say("half", first.offset)
wait()
try:
    first.upload()
    say("no cut")
except (TusUploadFailed, TusCommunicationError, RequestException) as error:
    say("cut", type(error).__name__)
wait()
second = uploader()
say("resumes at", second.offset)
second.upload()
say("uploaded", second.offset, second.url)
