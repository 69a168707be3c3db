//! The program `belvedere-server`; all of it is in the library, where tests can reach it.

fn main() -> std::process::ExitCode {
    belvedere_server::cli::main()
}
