"""The model of `withstand.analysis.stance` in numpyro, with its priors: NUTS as the reference, mean-field beside it.

A process of its own: `python -m benchmarks.stance_numpyro nuts|svi INPUT OUTPUT` reads indicators and writes draws.
"""

from __future__ import annotations

import pickle
import sys
import time
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

WARM_UP, KEPT, CHAINS = 500, 1000, 2
SVI_STEPS = 15_000


def model(evidence: Evidence) -> None:
    """Rows not pooled, no shocks."""
    rows, months = evidence.rows, evidence.months
    sigma = numpyro.sample("sigma", dist.HalfNormal(1.0).expand([2]))
    tau = numpyro.sample("tau", dist.HalfNormal(1.0).expand([2]))
    rho = numpyro.sample("rho", dist.Beta(*priors.RHO).expand([2]))
    level = numpyro.sample("b", dist.Normal(0.0, 1.0).expand([rows, 2]))
    noise = numpyro.sample("noise", dist.Normal(0.0, 1.0).expand([months, rows, 2]))

    def move(before: jax.Array, now: jax.Array) -> tuple[jax.Array, jax.Array]:
        after = rho * before + jnp.sqrt(1.0 - rho**2) * now
        return after, after

    _, later = jax.lax.scan(move, noise[0], noise[1:])
    u = jnp.concatenate([noise[:1], later]).swapaxes(0, 1)
    theta = numpyro.deterministic("theta", tau * level[:, None, :] + sigma * u).reshape(-1, 2)
    for observed in evidence.observed:
        name, loading = observed.loading.name, observed.loading
        axes = [axis for axis, sign in enumerate(loading.signs) if sign]
        log_loads = numpyro.sample(f"{name} loads", dist.Normal(*priors.LOG_LOADING).expand([len(axes)]))
        eta = sum(
            loading.signs[axis] * jnp.exp(log_loads[k]) * theta[observed.cell, axis] for k, axis in enumerate(axes)
        )
        if loading.kind == RATING:
            first = numpyro.sample(f"{name} first", dist.Normal(*priors.FIRST_CUT))
            gaps = numpyro.sample(f"{name} gaps", dist.Normal(*priors.LOG_GAP).expand([priors.CUTS - 1]))
            bias = numpyro.sample(f"{name} bias", dist.Normal(0.0, priors.BIAS_SPREAD).expand([evidence.raters]))
            cuts = first + jnp.concatenate([jnp.zeros(1), jnp.cumsum(jnp.exp(gaps))])
            told = dist.OrderedLogistic(eta + bias[observed.rater], cuts)
            numpyro.sample(name, told, obs=observed.value.astype(int))
            continue
        alpha = numpyro.sample(f"{name} level", dist.Normal(priors.LEVEL.get(name, 0.0), priors.LEVEL_SPREAD))
        if loading.kind == COUNT:
            size = jnp.exp(numpyro.sample(f"{name} size", dist.Normal(*priors.LOG_SIZE)))
            numpyro.factor(name, _counted(observed, alpha + eta + observed.offset, size))
        else:
            told = dist.Binomial(observed.size.astype(int), logits=alpha + eta)
            numpyro.sample(name, told, obs=observed.value)


def _counted(observed: Observed, log_mean: jax.Array, size: jax.Array) -> jax.Array:
    """NB2 log likelihood; log gamma once for each count that occurs, which makes a gradient several times cheaper."""
    levels, times = np.unique(observed.value, return_counts=True)
    total = jnp.log(size + jnp.exp(log_mean))
    terms = observed.value * (log_mean - total) + size * (jnp.log(size) - total)
    return terms.sum() + (times * (gammaln(levels + size) - gammaln(size))).sum()


def nuts(evidence: Evidence, seed: int) -> dict[str, object]:
    """Draws of theta by NUTS, with the least effective size and the largest R-hat over its cells."""
    loads = [f"{one.loading.name} {what}" for one in evidence.observed for what in _own(one.loading.kind)]
    together = ("sigma", "tau", "rho", "b", *loads)
    sampler = MCMC(
        NUTS(model, target_accept_prob=0.85, dense_mass=[together]),
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
        return "loads", "first", "gaps", "bias"
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
