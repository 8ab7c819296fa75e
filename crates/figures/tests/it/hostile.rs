//! Texts that would be slow or large if anything were looked for again and again.

/// Short pieces again and again, `length` characters of each.
pub(crate) fn texts(length: usize) -> Vec<String> {
    [
        "1个",
        "1亿元、",
        "占5%",
        "(",
        "（1个",
        "其中1个，",
        "比",
        "从1到",
        "1:1:",
        "|1|\n",
        "1\t2\n",
        "一",
        "\n",
        "合计1个",
        "“1",
        "A、",
        "三类、",
        "由1个增加到2个，增长5%，",
        "5月",
        "第1位，",
        "其中：1亿元、2亿元；",
        "甲1个、乙2个，分别占3%、4%，",
        "“五个一批”",
        "合计\t1\t2\t3%\n",
        "的",
        "百分之一",
        "1.11∶2.22∶3.33，比",
    ]
    .into_iter()
    .map(|piece| piece.chars().cycle().take(length).collect())
    .collect()
}
