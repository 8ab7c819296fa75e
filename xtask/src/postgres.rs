//! A private PostgreSQL for tests: made in a temporary folder, and gone when the command that wanted it ends.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    process,
    tools::{self, Need},
};

/// The variable in which tests find the server: `postgres://USER:PASSWORD@127.0.0.1:PORT/postgres`.
pub(crate) const URL_VARIABLE: &str = "YINFENG_TEST_POSTGRES";

/// The oldest major version that the project supports.
const OLDEST: u32 = 15;

const USER: &str = "yinfeng";
const GUARD: &str = include_str!("postgres_guard.sh");

/// What a crash of the machine may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Nothing is forced to disk: for tests, whose data nobody needs after a crash.
    None,
    /// The server's defaults: for measuring what durable writes cost.
    Full,
}

/// `cargo xtask postgres [--durable] -- CMD…`
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    let (durability, rest) = match args.split_first() {
        Some((first, rest)) if first == "--durable" => (Durability::Full, rest),
        _ => (Durability::None, args),
    };
    let rest = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    let Some((program, rest)) = rest.split_first() else {
        bail!("要运行什么命令？ which command? cargo xtask postgres [--durable] -- CMD…");
    };
    let server = Server::start(durability)?;
    let mut command = Command::new(program);
    command.args(rest);
    server.tell(&mut command);
    let status = command.status().with_context(|| format!("无法启动 cannot start {program}"))?;
    Ok(process::exit_code(status))
}

/// A running server. It is stopped and its folder removed when this value goes, and also when this process dies.
#[derive(Debug)]
pub(crate) struct Server {
    guard: Child,
    folder: PathBuf,
    /// Where the clients are, too.
    bin: PathBuf,
    port: u16,
    password: String,
}

impl Server {
    /// Finds or installs the server's programs, makes a data folder, and waits until connections are accepted.
    pub(crate) fn start(durability: Durability) -> Result<Self> {
        let bin = programs()?;
        let mut failure = None;
        // Between choosing a port and using it another program may take it: then with another port.
        for _ in 0..3 {
            match Self::start_once(&bin, durability) {
                Ok(server) => return Ok(server),
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.unwrap_or_else(|| anyhow::anyhow!("PostgreSQL 没有启动 did not start")))
    }

    fn start_once(bin: &Path, durability: Durability) -> Result<Self> {
        let owner = unprivileged_owner()?;
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr()).context("没有空闲端口 no free port")?.port();
        // Everybody may enter /tmp; a TMPDIR that root has chosen may be closed to the server's user.
        let parent = if owner.is_some() { PathBuf::from("/tmp") } else { std::env::temp_dir() };
        let folder = parent.join(format!("yinfeng-postgres-{}-{port}", std::process::id()));
        let password = random_word()?;
        system::make_folder(&folder, owner)?;
        for (name, content) in [("password", password.as_str()), ("guard.sh", GUARD)] {
            let file = folder.join(name);
            fs::write(&file, content)
                .and_then(|()| system::give(&file, owner))
                .with_context(|| format!("写不了 cannot write {}", file.display()))?;
        }
        let mut command = Command::new("sh");
        command.arg("guard.sh").arg(&folder).arg(bin).args(options(&folder, port, durability));
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(&folder);
        system::detach(&mut command, owner);
        let guard = command.spawn().context("无法启动 cannot start sh")?;
        let server = Self { guard, folder, bin: bin.to_path_buf(), port, password };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&self) -> Result<()> {
        let deadline = Instant::now() + Duration::from_mins(1);
        while Instant::now() < deadline {
            // The last line of this file is documented to tell the server's state; `pg_ctl -w` waits for it, too.
            let state = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
            if state.lines().last().is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            if self.folder.join("ended").exists() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL 没有启动 did not start:\n{log}")
    }

    /// Where tests connect, with the maintenance database in which they make their own.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{}/postgres", self.password, self.port)
    }

    /// Tells a program of the server: our own variable, and those that PostgreSQL's clients read. The clients
    /// themselves are on its PATH, after whatever was there.
    pub(crate) fn tell(&self, command: &mut Command) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        if let Ok(path) = std::env::join_paths(std::env::split_paths(&path).chain([self.bin.clone()])) {
            command.env("PATH", path);
        }
        command
            .env(URL_VARIABLE, self.url())
            .env("PGHOST", "127.0.0.1")
            .env("PGPORT", self.port.to_string())
            .env("PGUSER", USER)
            .env("PGPASSWORD", &self.password)
            .env("PGDATABASE", "postgres");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

fn options(folder: &Path, port: u16, durability: Durability) -> Vec<String> {
    let mut settings = vec!["listen_addresses=127.0.0.1".to_owned(), format!("port={port}"), "max_connections=300".to_owned()];
    // A socket's path must be shorter than 108 bytes; a server in a deeper folder is reached by its port alone.
    let socket = if folder.as_os_str().len() < 80 { folder.display().to_string() } else { String::new() };
    settings.push(format!("unix_socket_directories={socket}"));
    if durability == Durability::None {
        let careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"];
        settings.extend(careless.map(str::to_owned));
    }
    settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
}

/// The folder with `initdb` and `postgres`: of the supported versions on the machine, the oldest.
fn programs() -> Result<PathBuf> {
    const NEED: Need = Need {
        what: "PostgreSQL 15+ 服务端程序 (server programs)",
        debian: &[&["postgresql-15", "postgresql"]],
        elsewhere: "请安装 PostgreSQL 15 或更新版本，并把 initdb 所在文件夹放进 PATH \
                    please install PostgreSQL 15 or newer, and put the folder of initdb on the PATH (macOS: brew install postgresql@15)",
    };
    if let Some(found) = find_programs() {
        return Ok(found);
    }
    tools::provide(&NEED)?;
    find_programs().context("装好后仍找不到 initdb 和 postgres they are still not found")
}

fn find_programs() -> Option<PathBuf> {
    let configured = tools::first_line(Path::new("pg_config"), &["--bindir"]).map(PathBuf::from);
    let on_path = tools::find("initdb").and_then(|file| fs::canonicalize(file).ok()).and_then(|file| file.parent().map(Path::to_path_buf));
    let of_debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    configured
        .into_iter()
        .chain(on_path)
        .chain(of_debian)
        .filter(|bin| bin.join("initdb").is_file())
        .filter_map(|bin| Some((major(&tools::first_line(&bin.join("postgres"), &["--version"])?)?, bin)))
        .filter(|(version, _)| *version >= OLDEST)
        .min_by_key(|(version, _)| *version)
        .map(|(_, bin)| bin)
}

/// The major version in "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
fn major(line: &str) -> Option<u32> {
    let version = line.split(' ').nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// User and group that the server runs as when we are root, which it refuses to be; `None` for ourselves.
fn unprivileged_owner() -> Result<Option<(u32, u32)>> {
    if !tools::is_root() {
        return Ok(None);
    }
    let number = |user: &str, what: &str| tools::first_line(Path::new("id"), &[what, user]).and_then(|number| number.parse().ok());
    let found = ["postgres", "nobody"].into_iter().find_map(|user| Some((number(user, "-u")?, number(user, "-g")?)));
    found.map(Some).context("PostgreSQL 不能以 root 运行，而本机没有 postgres 或 nobody 用户 it refuses to run as root, and there is no user postgres or nobody")
}

/// Thirty-two hexadecimal digits nobody can guess: the port is open to every user of the machine.
fn random_word() -> Result<String> {
    use std::io::Read as _;
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)).context("/dev/urandom")?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

#[cfg(unix)]
mod system {
    use std::{
        fs, io,
        os::unix::{
            fs::{DirBuilderExt as _, chown},
            process::CommandExt as _,
        },
        path::Path,
        process::Command,
    };

    use anyhow::{Context as _, Result};

    /// Makes a folder that was not there before and that its owner alone may enter.
    pub(super) fn make_folder(folder: &Path, owner: Option<(u32, u32)>) -> Result<()> {
        fs::DirBuilder::new()
            .mode(0o700)
            .create(folder)
            .and_then(|()| give(folder, owner))
            .with_context(|| format!("建不了文件夹 cannot make {}", folder.display()))
    }

    pub(super) fn give(path: &Path, owner: Option<(u32, u32)>) -> io::Result<()> {
        owner.map_or(Ok(()), |(user, group)| chown(path, Some(user), Some(group)))
    }

    /// Runs the command as that owner, in a process group of its own that the terminal's Ctrl-C does not reach.
    pub(super) fn detach(command: &mut Command, owner: Option<(u32, u32)>) {
        command.process_group(0);
        if let Some((user, group)) = owner {
            command.gid(group).uid(user);
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::{io, path::Path, process::Command};

    use anyhow::{Result, bail};

    pub(super) fn make_folder(_: &Path, _: Option<(u32, u32)>) -> Result<()> {
        bail!("这里起不了临时 PostgreSQL，请在 Linux、macOS 或 WSL 里运行 a private PostgreSQL needs Linux, macOS or WSL")
    }

    pub(super) fn give(_: &Path, _: Option<(u32, u32)>) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn detach(_: &mut Command, _: Option<(u32, u32)>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_release_and_development_builds() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("no such thing"), None);
    }

    #[test]
    fn only_the_careless_server_gives_up_durability() {
        let folder = Path::new("/tmp/short");
        assert!(options(folder, 1, Durability::None).contains(&"fsync=off".to_owned()));
        assert!(
            !options(folder, 1, Durability::Full).iter().any(|option| option.contains("fsync") || option.contains("synchronous_commit"))
        );
    }

    #[test]
    fn a_deep_folder_is_no_place_for_a_socket() {
        let deep = PathBuf::from(format!("/{}", "d".repeat(100)));
        assert!(options(&deep, 1, Durability::None).contains(&"unix_socket_directories=".to_owned()));
    }
}
