//! What the benches share.

use criterion::Criterion;

/// That of the program: what is measured is what it takes there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whether to measure. Without cargo's `--bench`, as under `cargo test`, each bench runs once and small.
pub fn measures() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// One of two sizes: the one to measure, or the one that only shows that the bench still works.
pub fn sized<T>(measured: T, tried: T) -> T {
    if measures() { measured } else { tried }
}

/// Criterion, set to finish a whole bench within a few minutes.
pub fn criterion() -> Criterion {
    use std::time::Duration;
    let quick = Criterion::default().sample_size(20);
    quick.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3)).configure_from_args()
}
