//! Work on many drafts by several threads, told in the order of the drafts: what is said and done
//! is the same whatever the number of threads.
//!
//! Threads of our own and not a pool's: a worker that waits inside the typesetter would begin with
//! the next draft on the same stack, until that overflows.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use anyhow::{Context as _, Result};

use super::said::Said;

/// For deeply nested pages; the system gives threads 2 MiB and less.
const STACK: usize = 16 << 20;

/// Does work on each item, with some threads; `tell` receives what came of it, nothing where it
/// failed, and what was said meanwhile, item by item. After a failure no further item is begun, and
/// those before it have been told.
pub fn in_order<I: Sync, R: Send>(
    threads: usize,
    items: &[I],
    work: impl Fn(&I, &mut Vec<Said>) -> Result<R> + Sync,
    mut tell: impl FnMut(Option<R>, Vec<Said>),
) -> Result<()> {
    let mut tell = |(result, said): (Result<R>, Vec<Said>)| {
        let (result, failed) = match result {
            Ok(result) => (Some(result), Ok(())),
            Err(error) => (None, Err(error)),
        };
        tell(result, said);
        failed
    };
    let work = |item: &I| {
        let mut said = vec![];
        (work(item, &mut said), said)
    };
    // The first thread's memory grows in large steps, that of others page by page, which a single
    // draft feels. On Windows its stack is too small for pages.
    if let ([item], false) = (items, cfg!(windows)) {
        return tell(work(item));
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
                    let (result, said) = work(item);
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
    use std::path::PathBuf;

    use anyhow::bail;

    use super::*;

    fn run(threads: usize, items: &[u64]) -> (Vec<(Option<u64>, String)>, Result<()>) {
        let mut told = vec![];
        let result = in_order(
            threads,
            items,
            |item, said| {
                // The first is the slowest.
                std::thread::sleep(std::time::Duration::from_millis(20 / (item + 1)));
                said.push(Said::OnlyUnsigned { draft: PathBuf::from(format!("{item}")) });
                if *item == 7 { bail!("seven") } else { Ok(*item) }
            },
            |item, said| match said.as_slice() {
                [Said::OnlyUnsigned { draft }] => told.push((item, draft.display().to_string())),
                other => panic!("{other:?}"),
            },
        );
        (told, result)
    }

    #[test]
    fn the_order_is_that_of_the_items() {
        let items: Vec<u64> = (8..40).chain(0..7).collect();
        let expected: Vec<(Option<u64>, String)> =
            items.iter().map(|item| (Some(*item), item.to_string())).collect();
        for threads in [1, 2, 5, 100] {
            let (told, result) = run(threads, &items);
            assert_eq!(told, expected, "{threads}");
            assert!(result.is_ok());
        }
        assert!(run(3, &[]).0.is_empty());
    }

    #[test]
    fn what_comes_before_a_failure_is_told_and_what_was_said_of_it() {
        for threads in [1, 4] {
            let (told, result) = run(threads, &[1, 2, 7, 3, 4, 5]);
            let items: Vec<_> = told.iter().map(|(item, said)| (*item, said.as_str())).collect();
            assert_eq!(items, [(Some(1), "1"), (Some(2), "2"), (None, "7")]);
            assert_eq!(result.map_err(|error| error.to_string()), Err("seven".to_owned()));
        }
    }
}
