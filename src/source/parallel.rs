//! Work on several threads at once. Plain ones: see `cli/workers.rs`.

use std::num::NonZero;
use std::sync::OnceLock;

/// For work of any kind: pages may be deeply nested.
const STACK: usize = 16 << 20;

/// Fewer things than this are not worth a thread.
const FEW: usize = 16;

/// As many threads as the machine has cores. The system is asked once: it takes several files.
pub fn all_cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}

/// Does two things at once; one after the other when no thread is to be had.
pub fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, &other) {
            Ok(running) => {
                let one = one();
                (one, running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            }
            Err(_) => (one(), other()),
        }
    })
}

/// Does the same with many things; what comes of them is in their order.
pub fn map<I: Sync, R: Send>(items: &[I], work: &(impl Fn(&I) -> R + Sync)) -> Vec<R> {
    map_with(all_cores(), items, work)
}

fn map_with<I: Sync, R: Send>(
    threads: usize,
    items: &[I],
    work: &(impl Fn(&I) -> R + Sync),
) -> Vec<R> {
    if threads < 2 || items.len() < FEW {
        return items.iter().map(work).collect();
    }
    let (first, rest) = items.split_at(items.len() / threads);
    let mine = || first.iter().map(work).collect::<Vec<R>>();
    let (mut all, rest) = both(mine, || map_with(threads - 1, rest, work));
    all.extend(rest);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_things_keep_their_order() {
        for (threads, count) in [(1, 100), (2, 100), (3, 101), (8, 20), (64, 17), (2, 0)] {
            let items: Vec<usize> = (0..count).collect();
            let doubled = map_with(threads, &items, &|item| item * 2);
            assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
