//! The program: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    // The reader of a damaged PDF may panic in its own thread; that is answered there.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(kuaibao::import::PDF_READER) {
            usual(panic);
        }
    }));
    kuaibao::cli::main(std::env::args_os())
}
