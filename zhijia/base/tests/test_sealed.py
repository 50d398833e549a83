import copy
import json
import pickle

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.template import Context, Template
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base import masking, sealed
from zhijia.base.sealed import DOTS, SealBroken, Sealed, SealedField, blind_index, seal, unseal

PHONE = "13812345678"


@pytest.fixture(params=["aes", "sm4"])
def cipher(request, settings):
    settings.SEAL_CIPHER = request.param
    return request.param


@given(st.text())
def test_opens_again(text):
    assert unseal(seal(text, "a.b"), "a.b") == text


def test_each_sealing_differs_and_hides(cipher):
    one, other = seal(PHONE, "a.b"), seal(PHONE, "a.b")
    assert one != other
    assert PHONE.encode() not in one
    assert unseal(one, "a.b") == unseal(other, "a.b") == PHONE
    assert unseal(memoryview(one), "a.b") == PHONE  # as PostgreSQL gives it


def test_another_column_a_changed_byte_or_rubbish_do_not_open(cipher):
    token = seal(PHONE, "a.b")
    for wrong, purpose in [
        (token, "a.c"),
        (token[:-1] + bytes([token[-1] ^ 1]), "a.b"),
        (b"rubbish", "a.b"),
        (token[:9], "a.b"),
    ]:
        with pytest.raises(SealBroken):
            unseal(wrong, purpose)


def test_values_of_both_ciphers_live_side_by_side(settings):
    settings.SEAL_CIPHER = "aes"
    old = seal(PHONE, "a.b")
    settings.SEAL_CIPHER = "sm4"
    opened = sealed.unsealer("a.b")
    assert [opened(old), opened(seal(PHONE, "a.b"))] == [PHONE, PHONE]


def test_a_wrong_key_says_so_and_rotation_keeps_old_values(settings):
    first, second = b"1" * 32, b"2" * 32
    settings.SEAL_KEY, settings.SEAL_INDEX_KEY = first, None
    token, index = seal(PHONE, "a.b"), blind_index(PHONE, "a.b")
    settings.SEAL_KEY = second
    with pytest.raises(SealBroken, match="SEAL_OLD_KEYS"):
        unseal(token, "a.b")
    settings.SEAL_OLD_KEYS = [first]
    assert unseal(token, "a.b") == PHONE
    assert blind_index(PHONE, "a.b") != index
    settings.SEAL_INDEX_KEY = first
    assert blind_index(PHONE, "a.b") == index


def test_settings_are_checked(settings):
    settings.SEAL_KEY = "short"
    with pytest.raises(ImproperlyConfigured):
        seal(PHONE, "a.b")
    settings.SEAL_KEY, settings.SEAL_CIPHER = "k" * 32, "rot13"
    with pytest.raises(ImproperlyConfigured, match="rot13"):
        seal(PHONE, "a.b")


def test_blind_index(cipher):
    index = blind_index(PHONE, "a.b")
    assert len(index) == 64
    assert index == blind_index(PHONE, "a.b") == sealed.indexer("a.b")(PHONE)
    assert len({index, blind_index(PHONE, "a.c"), blind_index(PHONE + "1", "a.b")}) == 3


def test_the_value_never_shows_itself():
    value = Sealed(text=PHONE)
    shown = [str(value), repr(value), f"{value}", f"{value:>9}", repr([value]), repr({"a": value})]
    shown.append(
        Template("{{ v }} {{ v.reveal }} {{ v|upper }} {{ v|json_script:'a' }}").render(Context({"v": str(value)}))
    )
    shown.append(Template("{{ v }} {{ v.reveal }} {{ v|upper }} {{ v.masked }}").render(Context({"v": value})))
    assert not any("138" in text or "5678" in text for text in shown)
    assert str(value) == DOTS
    assert str(Sealed(text="")) == ""
    assert value.reveal() == PHONE
    assert value.masked(masking.phone) == "138****5678"
    with pytest.raises(TypeError):
        json.dumps({"a": value})


def test_copies_and_caches_hold_no_plain_text():
    value = Sealed(text=PHONE)
    kept = pickle.dumps(value)
    assert PHONE.encode() not in kept
    assert pickle.loads(kept) == copy.deepcopy(value) == value
    assert value != PHONE
    assert not Sealed(text="")


# --- The field ---


@pytest.fixture
def vault(transactional_db):
    with isolate_apps("zhijia.base"):

        class Vault(models.Model):
            phone = SealedField(blank=True)
            card = SealedField(null=True, purpose="kept.name")

            class Meta:
                app_label = "base"

            def __str__(self):
                return str(self.phone)

        with connection.schema_editor() as editor:
            editor.create_model(Vault)
        yield Vault
        with connection.schema_editor() as editor:
            editor.delete_model(Vault)


def raw(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT phone, card FROM {model._meta.db_table}")
        return [tuple(None if cell is None else bytes(cell) for cell in row) for row in cursor.fetchall()]


def test_the_column(vault):
    row = vault.objects.create(phone=PHONE)
    assert isinstance(row.phone, Sealed)
    [(phone, card)] = raw(vault)
    assert PHONE.encode() not in phone
    assert card is None
    found = vault.objects.get()
    assert str(found.phone) == DOTS
    assert found.phone.reveal() == PHONE
    assert found.card is None
    found.card = "6222"
    found.full_clean()
    found.save()
    assert raw(vault)[0][0] == phone  # an untouched value keeps its bytes
    assert unseal(raw(vault)[0][1], "kept.name") == "6222"
    assert vault.objects.values_list("phone", flat=True)[0].reveal() == PHONE


def test_empty_stays_empty_and_updates_seal(vault):
    vault.objects.create()
    assert raw(vault) == [(b"", None)]
    assert not vault.objects.get().phone
    vault.objects.update(phone=PHONE)
    assert vault.objects.get().phone.reveal() == PHONE
    vault.objects.bulk_create([vault(phone="1"), vault(phone="2", card=vault.objects.first().phone)])
    assert sorted(row.phone.reveal() for row in vault.objects.all()) == ["1", PHONE, "2"]
    assert vault.objects.filter(card__isnull=False).get().card.reveal() == PHONE  # sealed anew for its own column


def test_it_cannot_be_searched_by_mistake(vault):
    with pytest.raises(FieldError, match="blind index"):
        vault.objects.filter(phone=PHONE).exists()


def test_bulk_sealing_for_raw_inserts(vault):
    field = vault._meta.get_field("phone")
    assert field.get_bulk_unsealer()(field.get_bulk_sealer()(PHONE)) == PHONE
    assert unseal(field.get_bulk_sealer()(PHONE), "base.vault.phone") == PHONE


def test_dumped_data_is_sealed_and_loads_again(vault):
    vault.objects.create(phone=PHONE)
    dumped = serializers.serialize("json", vault.objects.all())
    assert PHONE not in dumped
    field = vault._meta.get_field("phone")
    assert field.to_python(json.loads(dumped)[0]["fields"]["phone"]).reveal() == PHONE


def test_migrations_know_the_purpose():
    *_, options = SealedField(purpose="kept.name", blank=True).deconstruct()
    assert options == {"purpose": "kept.name", "blank": True, "editable": False} or options == {
        "purpose": "kept.name",
        "blank": True,
    }
    assert "purpose" not in SealedField().deconstruct()[3]
