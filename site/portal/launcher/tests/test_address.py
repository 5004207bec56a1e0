"""Where the demo listens decides who may call it and whether one click logs in."""

import pytest

from portal.launcher import address


def wanted(monkeypatch: pytest.MonkeyPatch, host: str, port: str = "") -> address.Address:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", port)
    return address.wanted()


def test_this_machine_alone_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    where = wanted(monkeypatch, "")
    assert where.bind == "127.0.0.1:8000"
    assert where.allowed == ("127.0.0.1", "localhost")
    assert where.site_url == "http://127.0.0.1:8000"
    assert where.private


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_loopback_is_private(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert wanted(monkeypatch, host).private


@pytest.mark.parametrize("host", ["192.168.1.20", "0.0.0.0", "::", "clinic.local", "fd00::2"])
def test_any_other_address_is_open(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    where = wanted(monkeypatch, host)
    assert not where.private
    assert not any("*" in name for name in where.allowed)


def test_one_address_is_the_only_name(monkeypatch: pytest.MonkeyPatch) -> None:
    where = wanted(monkeypatch, "192.168.1.20", "9000")
    assert where.allowed == ("192.168.1.20",)
    assert where.site_url == "http://192.168.1.20:9000"


def test_every_address_means_this_machines_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "own_addresses", lambda: ["192.168.1.20", "fd00::2"])
    monkeypatch.setattr(address, "own_names", lambda: ["laptop", "laptop.local"])
    where = wanted(monkeypatch, "0.0.0.0")
    assert where.site_url == "http://192.168.1.20:8000"
    assert set(where.allowed) == {
        *("192.168.1.20", "[fd00::2]", "laptop", "laptop.local"),
        *("127.0.0.1", "localhost"),
    }


def test_ipv6_stands_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wanted(monkeypatch, "::1").bind == "[::1]:8000"


def test_own_addresses_are_real_and_not_loopback() -> None:
    assert not any(address.is_loopback(found) for found in address.own_addresses())
