//! Running other programs: in plain view, or in plain view while their results are counted.

use std::{
    io::{BufRead as _, BufReader, IsTerminal as _, Read, Write},
    process::{Command, ExitCode, ExitStatus, Stdio},
    sync::Mutex,
    thread,
};

use anyhow::{Context as _, Result, bail};

use crate::tally::{Counter, Runner, Tally};

/// Runs a program whose output goes straight to the user; an error when it does not exit with 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| cannot_start(command))?;
    if status.success() { Ok(()) } else { bail!("{} {}", said(command), ended(status)) }
}

/// Runs a program and keeps what it writes to standard output; the rest goes to the user.
pub(crate) fn capture(command: &mut Command) -> Result<Vec<u8>> {
    announce(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(command))?;
    if output.status.success() { Ok(output.stdout) } else { bail!("{} {}", said(command), ended(output.status)) }
}

/// Runs a test runner: everything it prints is passed on as it comes, and its result lines are counted.
///
/// A runner that fails without a failed test (it did not compile, it crashed) counts as one failure.
/// One that succeeds without a result line is an error: an unknown format must not pass for success.
pub(crate) fn run_counted(command: &mut Command, runner: Runner) -> Result<Tally> {
    announce(command);
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    } else {
        command.env("NO_COLOR", "1");
    }
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let counter = Mutex::new(Counter::new(runner));
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| pass_on(stdout, std::io::stdout(), &counter));
        scope.spawn(|| pass_on(stderr, std::io::stderr(), &counter));
    });
    let status = child.wait().with_context(|| said(command))?;
    let counted = counter.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).result();
    match (status.success(), counted) {
        (true, Some(tally)) => Ok(tally),
        (true, None) => bail!("{} 成功退出，但没有打印结果行 exited with 0 but printed no result line", said(command)),
        (false, Some(tally)) if tally.failed > 0 => Ok(tally),
        (false, counted) => {
            println!("{} {}", said(command), ended(status));
            let tally = counted.unwrap_or_default();
            Ok(Tally { failed: 1, ..tally })
        }
    }
}

fn pass_on(source: Option<impl Read>, mut sink: impl Write, counter: &Mutex<Counter>) {
    let Some(source) = source else { return };
    let mut reader = BufReader::new(source);
    let mut line = Vec::new();
    // A runner may print bytes that are not UTF-8, and our own reader may have gone away: neither is its fault.
    while matches!(reader.read_until(b'\n', &mut line), Ok(read) if read > 0) {
        let _ = sink.write_all(&line).and_then(|()| sink.flush());
        if let Ok(mut counter) = counter.lock() {
            counter.read(&String::from_utf8_lossy(&line));
        }
        line.clear();
    }
}

/// Becomes the program where the system can do that, so that Ctrl-C and its exit code are its own.
#[cfg(unix)]
pub(crate) fn become_program(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    announce(command);
    let error = command.exec();
    Err(error).with_context(|| cannot_start(command))
}

/// Becomes the program where the system can do that, so that Ctrl-C and its exit code are its own.
#[cfg(not(unix))]
pub(crate) fn become_program(command: &mut Command) -> Result<ExitCode> {
    announce(command);
    let status = command.status().with_context(|| cannot_start(command))?;
    Ok(exit_code(status))
}

/// The exit code of a program as our own; one that a signal ended gives 1.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    match status.code().map(u8::try_from) {
        Some(Ok(code)) => ExitCode::from(code),
        _ => ExitCode::FAILURE,
    }
}

fn announce(command: &Command) {
    println!("$ {}", said(command));
}

/// The command as a person would type it, without the folders of the program.
fn said(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("无法启动 cannot start {}", said(command))
}

fn ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("以 {code} 退出 exited with {code}"),
        None => "被信号终止 was ended by a signal".to_owned(),
    }
}
