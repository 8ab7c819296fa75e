//! Headers of several rows from the paths of their columns.

use office::head::HeadCell;

/// The header rows of columns with these paths, from the top down. Neighbours that share the beginning of their
/// paths share a merged cell; a short path reaches down to the table.
pub(super) fn merged(paths: &[&[String]]) -> Vec<Vec<HeadCell>> {
    let depth = paths.iter().map(|path| path.len()).max().unwrap_or(0);
    (0..depth).map(|level| row(paths, level, depth)).collect()
}

fn row(paths: &[&[String]], level: usize, depth: usize) -> Vec<HeadCell> {
    let mut cells: Vec<HeadCell> = Vec::new();
    let mut before: Option<&[String]> = None;
    for path in paths {
        let Some(text) = path.get(level) else {
            before = None;
            continue;
        };
        let is_leaf = path.len() == level + 1;
        let same = before.is_some_and(|before| !is_leaf && before.len() > level + 1 && before.get(..=level) == path.get(..=level));
        match cells.last_mut().filter(|_| same) {
            Some(last) => last.colspan += 1,
            None if is_leaf => cells.push(HeadCell::down(text.as_str(), u16::try_from(depth - level).unwrap_or(1))),
            None => cells.push(HeadCell::over(text.as_str(), 1)),
        }
        before = Some(path);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_group_share_a_merged_cell() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let paths = ["序号", "到位资金/本月/计", "到位资金/本月/其中省外", "到位资金/今年", "备注"].map(path);
        let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
        assert_eq!(
            merged(&paths),
            vec![
                vec![HeadCell::down("序号", 3), HeadCell::over("到位资金", 3), HeadCell::down("备注", 3)],
                vec![HeadCell::over("本月", 2), HeadCell::down("今年", 2)],
                vec![HeadCell::new("计"), HeadCell::new("其中省外")],
            ]
        );
    }
}
