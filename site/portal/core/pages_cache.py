"""The cache of pages fails open: with Redis gone a page is built anew instead of breaking."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def _open(answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                log.warning("pages_cache_unreachable", error=type(error).__name__)
                return answer if answer is not _DEFAULT else kwargs.get("default")

        return call

    return wrap


_DEFAULT = object()


class OpenRedisCache(RedisCache):
    """Django's Redis cache, answering "not there" instead of raising."""

    get = _open(_DEFAULT)(RedisCache.get)
    get_many = _open({})(RedisCache.get_many)
    set = _open(None)(RedisCache.set)
    set_many = _open([])(RedisCache.set_many)
    add = _open(False)(RedisCache.add)
    delete = _open(False)(RedisCache.delete)
    delete_many = _open(None)(RedisCache.delete_many)
    touch = _open(False)(RedisCache.touch)
    has_key = _open(False)(RedisCache.has_key)
    clear = _open(False)(RedisCache.clear)
