//! Prints what is read from a ledger: `cargo run -p sheets --example ledger -- FILE 2026-09 [json|count]`.

use std::error::Error;

use sheets::report::{to_json, to_text};
use sheets::{Book, LedgerOptions, Limits, read_ledger, read_ledger_with};

#[expect(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(period)) = (arguments.next(), arguments.next()) else {
        return Err("用法:ledger 文件 账期 [json|count]".into());
    };
    let bytes = std::fs::read(&file)?;
    let book = Book::open(&bytes, &file, &Limits::default())?;
    let form = arguments.next().unwrap_or_default();
    if form == "count" {
        // Row by row, as a program does that keeps none of them.
        let mut rows = 0_usize;
        let reading = read_ledger_with(&book, &LedgerOptions::for_period(period.parse()?), &mut |_| rows += 1)?;
        println!("{rows} 个项目,{} 个问题", reading.problems.len());
        return Ok(());
    }
    let reading = read_ledger(&book, &LedgerOptions::for_period(period.parse()?))?;
    if form == "json" {
        println!("{:#}", to_json(&reading));
    } else {
        println!("{}", to_text(&reading));
        for column in reading.sheets.iter().flat_map(|sheet| &sheet.columns) {
            println!("  {:>3} {} → {:?} {:?}", column.column, column.header, column.field, column.unit);
        }
    }
    Ok(())
}
