//! One module for each command.

pub(crate) mod admin;
pub(crate) mod bulletin;
pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod import;
pub(crate) mod migrate;
pub(crate) mod org;
pub(crate) mod score;
pub(crate) mod serve;
pub(crate) mod sums;

use std::io::Write;

use anyhow::Result;
use app::AppError;

/// Prints what a command was asked for.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Says on standard error why a command was refused, with each fault on a line of its own.
pub(crate) fn explain(error: &anyhow::Error) {
    let mut err = std::io::stderr().lock();
    // There is nobody left to tell when standard error is gone.
    let _ = match error.downcast_ref::<AppError>() {
        Some(AppError::Invalid(errors) | AppError::Conflict { errors, .. }) if !errors.is_empty() => {
            let lines: Vec<_> = errors.iter().map(|error| format!("  {}", error.message)).collect();
            writeln!(err, "{error}:\n{}", lines.join("\n"))
        }
        _ => writeln!(err, "{error:#}"),
    };
}
