"""Deploy to S3-compatible object storage, with obstore."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bantin.config.targets import Target
from bantin.deploy import in_place
from bantin.deploy.host_faults import known_fault
from bantin.deploy.host_lock import HOLDER, LOCK
from bantin.deploy.in_place import InPlaceSession
from bantin.deploy.manifest import File
from bantin.deploy.serving import cache_control, content_type
from bantin.deploy.session import HostError, SessionContext
from bantin.i18n import gettext

if TYPE_CHECKING:
    from obstore.store import S3Store

T = TypeVar("T")
_AT_ONCE = 16  # requests
_RETRIES = 4


@contextmanager
def open_session(target: Target, context: SessionContext) -> Iterator[InPlaceSession]:
    store = ObjectStore(target, _open(target, context))
    with in_place.session(store, target, context) as session:
        yield session


def _open(target: Target, context: SessionContext) -> "S3Store":
    from obstore.store import S3Store

    environment = context.environment
    key = context.secret(target, "ACCESS_KEY_ID") or environment.get("AWS_ACCESS_KEY_ID", "")
    secret = context.secret(target, "SECRET_ACCESS_KEY") or environment.get("AWS_SECRET_ACCESS_KEY", "")
    if not (key and secret):
        raise HostError(
            gettext(
                "there is no key for {name}; put it into the environment as BANTIN_ACCESS_KEY_ID "
                "and BANTIN_SECRET_ACCESS_KEY",
                name=target.name,
            )
        )
    return S3Store(
        target.bucket,
        prefix=target.path.strip("/") or None,
        endpoint=target.endpoint or None,
        region=target.region or "us-east-1",
        access_key_id=key,
        secret_access_key=secret,
        virtual_hosted_style_request=False,
        client_options={"allow_http": target.endpoint.startswith("http://127.0.0.1:")},
        retry_config={"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=60)},
    )


class ObjectStore:
    """Objects by their paths in the site. Each is written completely or not at all."""

    def __init__(self, target: Target, store: "S3Store") -> None:
        self._target, self._store = target, store

    def read(self, name: str) -> bytes | None:
        try:
            return self._do(lambda: bytes(self._store.get(name).bytes()))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        self._do(lambda: self._store.put(name, data, attributes={"Cache-Control": "no-store"}))

    def acquire(self) -> bool:
        from obstore.exceptions import AlreadyExistsError

        try:
            self._do(lambda: self._store.put(LOCK, b"", mode="create"))
        except AlreadyExistsError:
            return False
        return True

    def release(self) -> None:
        self.delete([HOLDER, LOCK])

    def send(self, files: Sequence[File]) -> None:
        self._each(self._put, files)

    def delete(self, names: Sequence[str]) -> None:
        if names:
            self._do(lambda: self._store.delete(list(names)))

    def _put(self, file: File) -> None:
        name = file.name
        with open(file.path, "rb") as opened:
            data = opened.read()
        attributes = {"Content-Type": content_type(name), "Cache-Control": cache_control(name)}
        self._do(lambda: self._store.put(name, data, attributes=attributes, use_multipart=False))

    def _each(self, act: Callable[[File], None], files: Sequence[File]) -> None:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            jobs = [pool.submit(act, file) for file in files]
            try:
                for job in jobs:
                    job.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _do(self, act: Callable[[], T]) -> T:
        from obstore.exceptions import AlreadyExistsError, BaseError

        try:
            return act()
        except (AlreadyExistsError, FileNotFoundError):
            raise
        except BaseError as fault:
            if sentence := known_fault(self._target.endpoint or "S3", str(fault)):
                raise HostError(sentence) from fault
            message = str(fault).partition("\n")[0][:200]
            raise HostError(
                gettext(
                    "{value}, bucket {bucket}: {reason}; the next deploy completes what this one began",
                    value=self._target.endpoint or "S3",
                    bucket=self._target.bucket,
                    reason=message,
                )
            ) from fault
