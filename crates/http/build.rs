//! Tells where the pages are that go into the program: `web/dist` where they were built, else a single page that
//! says how to build them, so that cargo needs no Node.

use std::{env, error::Error, fs, path::Path};

const PLACEHOLDER: &str = r#"<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="csp-nonce" content="__CSP_NONCE__" />
    <title>引凤</title>
  </head>
  <body>
    <h1>引凤</h1>
    <p>程序中没有网页:编译时未找到 web/dist。请先运行 <code>cargo xtask demo</code>,或在 web 目录执行 <code>npm ci</code> 与 <code>npm run build</code>,再重新编译。</p>
    <p>接口可用:<a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
  </body>
</html>
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let web = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../web");
    let built = web.join("dist");
    let pages = if built.join("desk.html").is_file() {
        built.clone()
    } else {
        let placeholder = Path::new(&env::var("OUT_DIR")?).join("pages");
        fs::create_dir_all(&placeholder)?;
        fs::write(placeholder.join("desk.html"), PLACEHOLDER)?;
        placeholder
    };
    println!("cargo:rustc-env=YINFENG_PAGES={}", pages.display());
    println!("cargo:rerun-if-changed=build.rs");
    // The folder itself where it is not there yet, so that its coming is seen.
    println!("cargo:rerun-if-changed={}", if built.exists() { built } else { web }.display());
    Ok(())
}
