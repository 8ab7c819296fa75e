//! `cargo xtask test`: everything that CI runs.

use std::process::ExitCode;

use anyhow::Result;

use crate::{
    layers, manual,
    pipeline::{self, Step, never_missing},
    rust_steps, supply, web, web_steps,
    workspace::Workspace,
};

/// What is quick and what others rest on comes first. The program is built once, after the pages that go into it.
const STEPS: [Step; 13] = [
    Step { name: "fmt", title: "格式 formatting", missing: never_missing, run: rust_steps::fmt },
    Step { name: "layers", title: "分层 layers", missing: never_missing, run: layers::step },
    Step {
        name: "manual",
        title: "手册的目录、链接和图片 contents, links and pictures of the manual",
        missing: never_missing,
        run: manual::step,
    },
    Step { name: "supply", title: "许可证与来源 licences, bans, sources", missing: never_missing, run: supply::step },
    Step { name: "lint", title: "静态检查 clippy", missing: never_missing, run: rust_steps::lint },
    Step {
        name: "tests",
        title: "单元、性质、集成测试（两种数据库） tests on both engines",
        missing: never_missing,
        run: rust_steps::tests_on_both_engines,
    },
    Step { name: "docs", title: "文档中的例子 documentation tests", missing: never_missing, run: rust_steps::documentation },
    Step { name: "web-types", title: "网页类型 type check", missing: web::missing, run: web_steps::types },
    Step { name: "web-lint", title: "网页静态检查 web lints", missing: web_steps::lint_missing, run: web_steps::lint },
    Step { name: "web-unit", title: "网页单元测试 vitest", missing: web::missing, run: web_steps::unit },
    Step { name: "web-build", title: "构建网页 build the pages", missing: web::missing, run: web_steps::pages },
    Step {
        name: "openapi", title: "接口文档是否最新 OpenAPI freshness", missing: web_steps::either_missing, run: web_steps::interface
    },
    Step { name: "e2e", title: "浏览器流程 browser journeys", missing: web_steps::journeys_missing, run: web_steps::journeys },
];

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    pipeline::run(workspace, &STEPS, args)
}
