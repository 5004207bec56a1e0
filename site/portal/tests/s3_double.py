"""S3 as a double on this machine, and every storage of the site in its buckets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from portal.backups.tests.backup_ground import make_ground
from portal.settings import env


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The double's address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def in_s3(s3: str, settings: Any, tmp_path: Path, monkeypatch: Any) -> Any:
    """Every storage of the site in buckets of the double."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    make_ground(settings, tmp_path)
    client = boto3.client("s3", endpoint_url=s3, region_name="eu-west-1")
    for bucket in ("media", "private", "backups"):
        client.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
    query = f"?region=eu-west-1&endpoint={s3}"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": env.storage(f"s3://media/site{query}", "STORAGE_URL"),
        "private": env.storage(f"s3://private{query}", "PRIVATE_URL"),
        "backups": env.storage(f"s3://backups/portal{query}", "BACKUP_URL"),
    }
    yield client
    for bucket in ("media", "private", "backups"):
        for entry in client.list_objects_v2(Bucket=bucket).get("Contents", []):
            client.delete_object(Bucket=bucket, Key=entry["Key"])
        client.delete_bucket(Bucket=bucket)


def keys(client: Any, bucket: str) -> list[str]:
    return [entry["Key"] for entry in client.list_objects_v2(Bucket=bucket).get("Contents", [])]
