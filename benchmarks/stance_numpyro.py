"""The model of `withstand.analysis.stance` in numpyro, with its priors: NUTS as the reference, mean-field beside it.

A process of its own: `python -m benchmarks.stance_numpyro nuts|svi INPUT OUTPUT` reads indicators and writes draws.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from jax.scipy.special import gammaln
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS, SVI, Predictive, Trace_ELBO, autoguide

from benchmarks.measure import tell
from withstand.analysis.stance import parameters as priors
from withstand.analysis.stance.evidence import Evidence, Observed, gathered
from withstand.analysis.stance.indicators import COUNT, RATING, Indicators

WARM_UP, KEPT, CHAINS = 500, 500, 2
SVI_STEPS = 15_000


WIDE = dist.Normal(0.0, 10.0)


def model(evidence: Evidence) -> None:
    """Rows not pooled, no shocks, as the priors are written down."""
    sigma = numpyro.sample("sigma", dist.HalfNormal(1.0).expand([2]))
    tau = numpyro.sample("tau", dist.HalfNormal(1.0).expand([2]))
    states = _states(evidence, tau / sigma)
    numpyro.deterministic("theta", sigma * states)
    for observed in evidence.observed:
        name = observed.loading.name
        log_loads = numpyro.sample(f"{name} loads", dist.Normal(*priors.LOG_LOADING).expand([_axes(observed).size]))
        eta = _predictor(observed, states, log_loads + jnp.log(sigma[_axes(observed)]))
        level, spread = _level(observed)
        _told(evidence, observed, eta, numpyro.sample(f"{name} level", dist.Normal(level, spread)))


def same_model(evidence: Evidence) -> None:
    """The same posterior in coordinates that a sampler walks well: loadings times spread, ratios of spreads, and levels
    at the average state, instead of loadings, spreads and levels, which trade off against each other.
    """
    sigma = numpyro.sample("sigma", dist.HalfNormal(1.0).expand([2]))
    ratio = _sampled_as("ratio", dist.LogNormal(0.0, 1.0), 2, lambda ratio: (
        dist.HalfNormal(1.0).log_prob(ratio * sigma) + jnp.log(sigma)
    ))  # fmt: skip
    states = _states(evidence, ratio)
    numpyro.deterministic("theta", sigma * states)
    for observed in evidence.observed:
        name, axes = observed.loading.name, _axes(observed)
        prior = dist.Normal(*priors.LOG_LOADING)
        scale = jnp.log(sigma[axes])
        loads = _sampled_as(f"{name} loads", WIDE, axes.size, lambda given, p=prior, s=scale: p.log_prob(given - s))
        eta = _predictor(observed, states, loads)
        middle = eta.mean()
        own = dist.Normal(*_level(observed))
        sign = -1.0 if observed.loading.kind == RATING else 1.0
        at_middle = _sampled_as(
            f"{name} level", WIDE, 1,
            lambda given, m=sign * middle, p=own: p.log_prob(given - m),
        )[0]  # fmt: skip
        _told(evidence, observed, eta, at_middle - sign * middle)


def _sampled_as(
    name: str, proposal: dist.Distribution, size: int, log_prior: Callable[[jax.Array], jax.Array]
) -> jax.Array:
    """A value with another prior than what it is named with: the one is taken away, the other added."""
    given = numpyro.sample(name, proposal.expand([size]))
    numpyro.factor(f"{name} prior", (log_prior(given) - proposal.log_prob(given)).sum())
    return given


def _states(evidence: Evidence, ratio: jax.Array) -> jax.Array:
    """(rows * months, 2) in units of the spread in time; ratio: spread between rows over spread in time."""
    rows, months = evidence.rows, evidence.months
    rho = numpyro.sample("rho", dist.Beta(*priors.RHO).expand([2]))
    level = numpyro.sample("b", dist.Normal(0.0, 1.0).expand([rows, 2]))
    noise = numpyro.sample("noise", dist.Normal(0.0, 1.0).expand([months, rows, 2]))

    def move(before: jax.Array, now: jax.Array) -> tuple[jax.Array, jax.Array]:
        after = rho * before + jnp.sqrt(1.0 - rho**2) * now
        return after, after

    _, later = jax.lax.scan(move, noise[0], noise[1:])
    u = jnp.concatenate([noise[:1], later]).swapaxes(0, 1)
    return ratio * level[:, None, :] + u


def _axes(observed: Observed) -> np.ndarray:
    return np.array([axis for axis, sign in enumerate(observed.loading.signs) if sign])


def _predictor(observed: Observed, states: jax.Array, log_loads: jax.Array) -> jax.Array:
    flat = states.reshape(-1, 2)
    signs = observed.loading.signs
    return sum(
        signs[axis] * jnp.exp(log_loads[k]) * flat[observed.cell, axis] for k, axis in enumerate(_axes(observed))
    )


def _level(observed: Observed) -> tuple[float, float]:
    """Mean and spread of the prior of a level, or of a rating's first cutpoint."""
    if observed.loading.kind == RATING:
        return priors.FIRST_CUT
    return priors.LEVEL.get(observed.loading.name, 0.0), priors.LEVEL_SPREAD


def _told(evidence: Evidence, observed: Observed, eta: jax.Array, level: jax.Array) -> None:
    """The likelihood of one indicator."""
    name, kind = observed.loading.name, observed.loading.kind
    if kind == RATING:
        gaps = numpyro.sample(f"{name} gaps", dist.Normal(*priors.LOG_GAP).expand([priors.CUTS - 1]))
        bias = numpyro.sample(f"{name} bias", dist.Normal(0.0, priors.BIAS_SPREAD).expand([evidence.raters]))
        cuts = level + jnp.concatenate([jnp.zeros(1), jnp.cumsum(jnp.exp(gaps))])
        given = dist.OrderedLogistic(eta + bias[observed.rater], cuts)
        numpyro.sample(name, given, obs=observed.value.astype(int))
    elif kind == COUNT:
        size = jnp.exp(numpyro.sample(f"{name} size", dist.Normal(*priors.LOG_SIZE)))
        numpyro.factor(name, _counted(observed, level + eta + observed.offset, size))
    else:
        given = dist.Binomial(observed.size.astype(int), logits=level + eta)
        numpyro.sample(name, given, obs=observed.value)


def _counted(observed: Observed, log_mean: jax.Array, size: jax.Array) -> jax.Array:
    """NB2 log likelihood; log gamma once for each count that occurs, which makes a gradient several times cheaper."""
    levels, times = np.unique(observed.value, return_counts=True)
    total = jnp.log(size + jnp.exp(log_mean))
    terms = observed.value * (log_mean - total) + size * (jnp.log(size) - total)
    return terms.sum() + (times * (gammaln(levels + size) - gammaln(size))).sum()


def nuts(evidence: Evidence, seed: int) -> dict[str, object]:
    """Draws of theta by NUTS, with the least effective size and the largest R-hat over its cells."""
    loads = [f"{one.loading.name} {what}" for one in evidence.observed for what in _own(one.loading.kind)]
    together = ("sigma", "ratio", "rho", *loads)
    sampler = MCMC(
        NUTS(same_model, target_accept_prob=0.85, dense_mass=[together]),
        num_warmup=WARM_UP, num_samples=KEPT, num_chains=CHAINS, chain_method="sequential", progress_bar=False,
    )  # fmt: skip
    total, batches = 0.0, []
    key = jax.random.PRNGKey(seed)
    least = 0.0
    while least < 400.0 and len(batches) < 4:
        began = time.perf_counter()
        if batches:
            sampler.post_warmup_state = sampler.last_state
        sampler.run(sampler.post_warmup_state.rng_key if batches else key, evidence)
        batches.append(np.asarray(sampler.get_samples(group_by_chain=True)["theta"]))
        total += time.perf_counter() - began
        theta = np.concatenate(batches, axis=1)
        least = float(effective_sample_size(theta).min())
        print(f"  NUTS: {theta.shape[1]} draws a chain, least effective size {least:.0f}", file=sys.stderr, flush=True)
    return {
        "theta": theta.reshape(-1, *theta.shape[2:]), "seconds": total, "ess": least,
        "rhat": float(split_gelman_rubin(theta).max()),
    }  # fmt: skip


def _own(kind: str) -> tuple[str, ...]:
    if kind == RATING:
        return "loads", "level", "gaps", "bias"
    return ("loads", "level", "size") if kind == COUNT else ("loads", "level")


def svi(evidence: Evidence, seed: int) -> dict[str, object]:
    """Draws of theta from a mean-field guide."""
    began = time.perf_counter()
    guide = autoguide.AutoNormal(model)
    found = SVI(model, guide, numpyro.optim.Adam(0.01), Trace_ELBO()).run(
        jax.random.PRNGKey(seed), SVI_STEPS, evidence, progress_bar=False
    )
    drawn = Predictive(model, guide=guide, params=found.params, num_samples=1000, return_sites=["theta"])
    blind = drawn(jax.random.PRNGKey(seed + 1), evidence)
    return {"theta": np.asarray(blind["theta"]), "seconds": time.perf_counter() - began}


def main(how: str, source: str, sink: str) -> None:
    """Read indicators, sample, write."""
    indicators: Indicators = pickle.loads(Path(source).read_bytes())
    evidence = gathered(indicators)
    found = {"nuts": nuts, "svi": svi}[how](evidence, 1)
    Path(sink).write_bytes(pickle.dumps(found))
    tell(**{name: value for name, value in found.items() if name != "theta"})


if __name__ == "__main__":
    main(*sys.argv[1:])
