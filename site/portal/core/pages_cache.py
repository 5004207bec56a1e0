"""The cache of pages fails open: with Redis gone a page is built anew instead of breaking."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def _open(answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let the method of Redis answer, or `answer` when Redis is away."""

    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                log.warning("pages_cache_unreachable", error=type(error).__name__)
                return answer

        return call

    return wrap


class OpenRedisCache(RedisCache):
    """Django's Redis cache, answering "not there" instead of raising."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The caller's default when Redis is away, so that `get_or_set` builds it anew."""
        return _open(default)(RedisCache.get)(self, key, default, version)

    get_many = _open({})(RedisCache.get_many)
    set = _open(None)(RedisCache.set)
    set_many = _open([])(RedisCache.set_many)
    add = _open(False)(RedisCache.add)
    delete = _open(False)(RedisCache.delete)
    delete_many = _open(None)(RedisCache.delete_many)
    touch = _open(False)(RedisCache.touch)
    has_key = _open(False)(RedisCache.has_key)
    clear = _open(False)(RedisCache.clear)
