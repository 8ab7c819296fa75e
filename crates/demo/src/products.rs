//! What the invented projects make, at a scale that fits their money.

/// Something that a project makes or builds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Product {
    /// The project's name without its brand; `{n}` stands for the scale.
    name: &'static str,
    /// 万元 of investment for a scale of one.
    cost: i64,
    /// Word in the investor's name.
    pub(crate) business: &'static str,
    /// Industry as ledgers type it.
    pub(crate) industry: &'static str,
    /// Code of GB/T 4754-2017.
    pub(crate) code: &'static str,
}

macro_rules! products {
    ($($name:literal $cost:literal $business:literal $industry:literal $code:literal;)+) => {
        pub(crate) const PRODUCTS: &[Product] =
            &[$(Product { name: $name, cost: $cost, business: $business, industry: $industry, code: $code },)+];
    };
}

products! {
    "年产{n}万吨高纯铝基新材料" 6_000 "新材料" "新材料" "3252";
    "年产{n}万套新能源汽车零部件" 700 "汽车部件" "装备制造" "3670";
    "年产{n}MW光伏组件" 30 "新能源" "新能源" "3825";
    "年产{n}吨锂电负极材料" 2 "新材料" "新材料" "3985";
    "智能矿山装备生产基地" 0 "装备制造" "装备制造" "3511";
    "年产{n}吨果蔬精深加工" 1 "食品" "农产品加工" "1371";
    "年产{n}吨中药饮片" 3 "药业" "生物医药" "2730";
    "年产{n}万吨精密铸件" 5_000 "铸造" "先进制造" "3391";
    "冷链仓储物流园" 0 "物流" "现代物流" "5990";
    "煤层气综合利用" 0 "能源" "新能源" "4511";
    "年产{n}万只电子元器件" 5 "电子" "电子信息" "3979";
    "年处理{n}万吨建筑垃圾资源化利用" 250 "环保" "节能环保" "7723";
    "{n}亩设施蔬菜产业园" 15 "农业" "现代农业" "0141";
    "年处理{n}万吨再生金属循环利用" 1_800 "循环科技" "节能环保" "4210";
    "大数据算力中心" 0 "数据" "数字经济" "6450";
    "古村落文旅综合开发" 0 "文旅" "文化旅游" "9030";
    "年产{n}万件智能家电配件" 60 "电器" "先进制造" "3857";
    "年产{n}吨高端预制菜" 2 "食品" "农产品加工" "1432";
    "年产{n}万吨钢结构装配式构件" 2_500 "钢构" "先进制造" "3311";
    "年产{n}万平方米特种玻璃" 90 "新材料" "新材料" "3051";
}

impl Product {
    /// The name of a project of a brand with a total of so many 万元.
    pub(crate) fn project(&self, brand: &str, total: i64) -> String {
        let scale = rounded(total.checked_div(self.cost).unwrap_or(0).max(1));
        format!("{brand}{}项目", self.name.replace("{n}", &scale.to_string()))
    }
}

/// To one figure, or to a half of one: what people plan.
fn rounded(value: i64) -> i64 {
    let mut step = 1;
    while value / step >= 20 {
        step *= 10;
    }
    value / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_fits_the_money() {
        let aluminium = PRODUCTS.first().unwrap();
        assert_eq!(aluminium.project("晟峪博", 32_000), "晟峪博年产5万吨高纯铝基新材料项目");
        assert_eq!(aluminium.project("晟峪博", 3_000), "晟峪博年产1万吨高纯铝基新材料项目");
        assert_eq!(rounded(23_457), 20_000);
        assert_eq!(rounded(187), 180);
    }

    #[test]
    fn every_industry_code_lies_in_a_section() {
        for product in PRODUCTS {
            assert!(domain::industry::section_of(product.code).is_some(), "{}", product.name);
        }
    }
}
