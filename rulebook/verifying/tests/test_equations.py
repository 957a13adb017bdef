"""A proof holds for what it was made for, and for nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.ristretto import BASE, ORDER, drawn_from, plus, times, times_base
from rulebook.sealed import proofs
from rulebook.sealed.proofs import Proof
from rulebook.verifying.equations import in_range, knows, same

secrets = st.integers(1, ORDER - 1)
contexts = st.lists(st.binary(max_size=4), max_size=3).map(tuple)
changes = st.sampled_from([(1, 0), (0, 1), (1, 1), (ORDER - 1, 0)])
quick = settings(deadline=None, max_examples=15)

DRAW = drawn_from(bytes(32))


def pair(proof: Proof) -> tuple[int, int]:
    return proof.c, proof.z


def altered(proof: Proof, change: tuple[int, int]) -> tuple[int, int]:
    return (proof.c + change[0]) % ORDER, (proof.z + change[1]) % ORDER


@quick
@given(secrets, contexts, contexts, changes)
def test_knowledge_is_proven_of_one_key_in_one_context(secret, context, other, change):
    proof, public = proofs.prove_knowledge(secret, "label", context, DRAW), times_base(secret)
    assert knows(public, "label", context, pair(proof))
    assert knows(public, "label", other, pair(proof)) == (context == other)
    assert not knows(public, "another", context, pair(proof))
    assert not knows(plus(public, BASE), "label", context, pair(proof))
    assert not knows(public, "label", context, altered(proof, change))


@quick
@given(secrets, secrets, contexts, changes)
def test_two_logarithms_are_proven_the_same_only_where_they_are(secret, base, context, change):
    over = times_base(base)
    proof, public = proofs.prove_same(secret, over, "label", context, DRAW), times_base(secret)
    other = times(secret, over)
    where = {"over": over, "label": "label", "context": context}
    assert same(public, other, **where, pair=pair(proof))
    assert not same(public, plus(other, BASE), **where, pair=pair(proof))
    assert not same(public, other, **where, pair=altered(proof, change))
    assert not same(public, other, **{**where, "over": plus(over, BASE)}, pair=pair(proof))


@quick
@given(st.data(), st.integers(0, 3), st.integers(1, 4), secrets, secrets, changes)
def test_a_range_is_proven_of_what_lies_in_it(data, least, width, key_secret, randomness, change):
    value = data.draw(st.integers(least, least + width - 1))
    key, context = times_base(key_secret), (b"here",)
    cipher = proofs.seal(value, key, randomness)
    made = proofs.prove_range(
        cipher,
        key,
        value=value,
        randomness=randomness,
        allowed=range(least, least + width),
        context=context,
        chance=DRAW,
    )
    pairs, sealed = [pair(each) for each in made], (cipher.a, cipher.b)
    assert in_range(sealed, key, least=least, context=context, pairs=pairs)
    assert not in_range(sealed, key, least=least, context=(b"there",), pairs=pairs)
    assert not in_range(sealed, key, least=least + 1, context=context, pairs=pairs)
    assert not in_range((cipher.a, plus(cipher.b, BASE)), key, least=least, context=context, pairs=pairs)
    assert not in_range(sealed, plus(key, BASE), least=least, context=context, pairs=pairs)
    place = data.draw(st.integers(0, width - 1))
    pairs[place] = altered(made[place], change)
    assert not in_range(sealed, key, least=least, context=context, pairs=pairs)


@quick
@given(st.integers(4, 9), secrets, secrets)
def test_nothing_outside_the_range_can_be_proven_by_the_honest_way(value, key_secret, randomness):
    key = times_base(key_secret)
    cipher = proofs.seal(value, key, randomness)
    made = proofs.prove_range(
        cipher, key, value=3, randomness=randomness, allowed=range(4), context=(), chance=DRAW
    )
    assert not in_range((cipher.a, cipher.b), key, least=0, context=(), pairs=[pair(each) for each in made])
