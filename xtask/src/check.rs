//! `cargo xtask check`: the quick loop while writing code.

use std::process::ExitCode;

use anyhow::Result;

use crate::{
    layers,
    pipeline::{self, Step, never_missing},
    rust_steps,
    workspace::Workspace,
};

const STEPS: [Step; 4] = [
    Step { name: "fmt", title: "格式 formatting", missing: never_missing, run: rust_steps::fmt },
    Step { name: "layers", title: "分层 layers", missing: never_missing, run: layers::step },
    Step { name: "lint", title: "静态检查 clippy", missing: never_missing, run: rust_steps::lint },
    Step {
        name: "tests",
        title: "测试（不含 PostgreSQL） tests without PostgreSQL",
        missing: never_missing,
        run: rust_steps::tests_without_postgres,
    },
];

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    pipeline::run(workspace, &STEPS, args)
}
