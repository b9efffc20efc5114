//! Two things at the same time, where a thread is to spare.

/// For work of any kind: pages may be deeply nested.
const STACK: usize = 16 << 20;

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
