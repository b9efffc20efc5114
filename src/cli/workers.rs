//! Work on many drafts by several threads, told in the order of the drafts: what is said and done
//! is the same whatever the number of threads.
//!
//! Threads of our own and not a pool's: a worker that waits inside the typesetter would begin with
//! the next draft on the same stack, until that overflows.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use anyhow::{Context as _, Result};

use super::output;

/// For deeply nested pages; the system gives threads 2 MiB and less.
const STACK: usize = 16 << 20;

/// Does work on each item, with some threads; `tell` receives what came of it and what was said
/// meanwhile, item by item. After a failure no further item is begun, and those before it have
/// been told.
pub(super) fn in_order<I: Sync, R: Send>(
    threads: usize,
    items: &[I],
    work: impl Fn(&I) -> Result<R> + Sync,
    mut tell: impl FnMut(R, &str),
) -> Result<()> {
    let mut tell = |(result, said): (Result<R>, String)| match result {
        Ok(result) => {
            tell(result, &said);
            Ok(())
        }
        Err(error) => {
            output::aside(&said);
            Err(error)
        }
    };
    // The first thread's memory grows in large steps, that of others page by page, which a single
    // draft feels. On Windows its stack is too small for pages.
    if let ([item], false) = (items, cfg!(windows)) {
        return tell(output::captured(|| work(item)));
    }
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            let (next, work, sender) = (&next, &work, sender.clone());
            let worker = move || {
                while let index = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(item) = items.get(index)
                {
                    let (result, said) = output::captured(|| work(item));
                    if result.is_err() {
                        next.store(items.len(), Ordering::Relaxed);
                    }
                    if sender.send((index, result, said)).is_err() {
                        break;
                    }
                }
            };
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, worker).context("开不了线程")?;
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut told = 0;
        for (index, result, said) in results {
            early.insert(index, (result, said));
            while let Some(done) = early.remove(&told) {
                tell(done)?;
                told += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn run(threads: usize, items: &[u64]) -> (Vec<(u64, String)>, Result<()>) {
        let mut told = vec![];
        let result = in_order(
            threads,
            items,
            |item| {
                // The first is the slowest.
                std::thread::sleep(std::time::Duration::from_millis(20 / (item + 1)));
                output::note(&format!("work on {item}"));
                if *item == 7 { bail!("seven") } else { Ok(*item) }
            },
            |item, said| told.push((item, said.to_owned())),
        );
        (told, result)
    }

    #[test]
    fn the_order_is_that_of_the_items() {
        let items: Vec<u64> = (8..40).chain(0..7).collect();
        let expected: Vec<(u64, String)> =
            items.iter().map(|item| (*item, format!("work on {item}\n"))).collect();
        for threads in [1, 2, 5, 100] {
            let (told, result) = run(threads, &items);
            assert_eq!(told, expected, "{threads}");
            assert!(result.is_ok());
        }
        assert!(run(3, &[]).0.is_empty());
    }

    #[test]
    fn what_comes_before_a_failure_is_told() {
        for threads in [1, 4] {
            let (told, result) = run(threads, &[1, 2, 7, 3, 4, 5]);
            assert_eq!(told.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [1, 2]);
            assert_eq!(result.map_err(|error| error.to_string()), Err("seven".to_owned()));
        }
    }
}
