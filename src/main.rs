//! The program: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    kuaibao::cli::main(std::env::args_os())
}
