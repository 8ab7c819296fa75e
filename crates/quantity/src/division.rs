//! Provinces by the first two digits of a division code (GB/T 2260-2007).

/// The province, autonomous region, municipality or special region of a division code of six digits, or of
/// its first two.
///
/// ```
/// use quantity::division::province_of;
/// assert_eq!(province_of("141021"), Some("山西省"));
/// assert_eq!(province_of("100000"), None);
/// ```
pub fn province_of(code: &str) -> Option<&'static str> {
    let (province, _) = code.split_at_checked(2)?;
    Some(match province {
        "11" => "北京市",
        "12" => "天津市",
        "13" => "河北省",
        "14" => "山西省",
        "15" => "内蒙古自治区",
        "21" => "辽宁省",
        "22" => "吉林省",
        "23" => "黑龙江省",
        "31" => "上海市",
        "32" => "江苏省",
        "33" => "浙江省",
        "34" => "安徽省",
        "35" => "福建省",
        "36" => "江西省",
        "37" => "山东省",
        "41" => "河南省",
        "42" => "湖北省",
        "43" => "湖南省",
        "44" => "广东省",
        "45" => "广西壮族自治区",
        "46" => "海南省",
        "50" => "重庆市",
        "51" => "四川省",
        "52" => "贵州省",
        "53" => "云南省",
        "54" => "西藏自治区",
        "61" => "陕西省",
        "62" => "甘肃省",
        "63" => "青海省",
        "64" => "宁夏回族自治区",
        "65" => "新疆维吾尔自治区",
        "71" => "台湾省",
        "81" => "香港特别行政区",
        "82" => "澳门特别行政区",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::province_of;

    #[test]
    fn there_are_thirty_four_and_others_are_unknown() {
        assert_eq!((0..100).filter(|n| province_of(&format!("{n:02}0000")).is_some()).count(), 34);
        for text in ["", "1", "省", "AB"] {
            assert_eq!(province_of(text), None);
        }
    }
}
