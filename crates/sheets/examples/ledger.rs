//! Prints what is read from a ledger: `cargo run -p sheets --example ledger -- FILE 2026-09 [json]`.

use std::error::Error;

use sheets::report::{to_json, to_text};
use sheets::{Book, LedgerOptions, Limits, read_ledger};

#[expect(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(period)) = (arguments.next(), arguments.next()) else {
        return Err("用法:ledger 文件 账期 [json]".into());
    };
    let bytes = std::fs::read(&file)?;
    let book = Book::open(&bytes, &file, &Limits::default())?;
    let reading = read_ledger(&book, &LedgerOptions::for_period(period.parse()?))?;
    if arguments.next().as_deref() == Some("json") {
        println!("{:#}", to_json(&reading));
    } else {
        println!("{}", to_text(&reading));
        for column in reading.sheets.iter().flat_map(|sheet| &sheet.columns) {
            println!("  {:>3} {} → {:?} {:?}", column.column, column.header, column.field, column.unit);
        }
    }
    Ok(())
}
