//! Random plans, manners and hostile documents.

use documents::{Block, Cell, Content, Place, Table};
use proptest::prelude::*;

use super::manner::{Layout, Manner};
use super::{Direction, Measure, Plan};

fn words(longest: usize) -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "研修",
        "採用",
        "の",
        "充実",
        "と",
        "支援",
        "・",
        "職員",
        "（若手）",
        "、",
        "ＤＸ",
        "e-Learning",
        "360度",
        "を",
        "キャリア",
        "1on1",
        "「誇り」",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 1..longest)
        .prop_map(|words| format!("市{}", words.concat()))
}

fn lines(ending: &'static str, most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(
        words(8).prop_map(move |line| format!("{line}{ending}")),
        1..=most,
    )
}

fn measure() -> impl Strategy<Value = Measure> {
    let owners = prop::sample::subsequence(
        vec![
            "人事課",
            "育成課（育）",
            "育成課（健）",
            "給与課",
            "育成・活用課",
            "総務課（庶務、文書）",
        ],
        1..4,
    );
    (words(5), lines("の醸成", 3), lines("を図る。", 4), owners).prop_map(
        |(name, purposes, contents, owners)| Measure {
            name,
            purposes,
            contents,
            owners: owners.into_iter().map(str::to_owned).collect(),
            repeats: None,
        },
    )
}

fn direction() -> impl Strategy<Value = Direction> {
    let statement = prop::option::of(words(9).prop_map(|text| format!("{text}が必要です。")));
    let points = prop::collection::vec(
        words(9).prop_map(|text| format!("{text}を進めます。")),
        0..4,
    );
    (
        words(4),
        statement,
        points,
        prop::collection::vec(measure(), 1..5),
    )
        .prop_map(|(name, statement, points, measures)| Direction {
            name,
            statement,
            points,
            measures,
        })
}

/// Names get a letter each, so that no two are the same by chance; then some measures become repeats of earlier ones.
pub(super) fn plan() -> impl Strategy<Value = Plan> {
    let fields = prop::collection::vec((words(3), prop::collection::vec(direction(), 1..4)), 1..4);
    (fields, prop::collection::vec(any::<(u8, bool)>(), 36)).prop_map(|(fields, repeats)| {
        let mut plan = Plan(fields);
        let letters: Vec<char> = ('一'..).take(200).collect();
        let mut letter = letters.iter().map(|letter| format!("《{letter}》"));
        let mut named =
            |name: &mut String| name.push_str(&letter.next().expect("there are letters enough"));
        let mut earlier: Vec<(usize, String)> = Vec::new();
        let mut position = 0;
        for (field, directions) in &mut plan.0 {
            named(field);
            for direction in directions {
                named(&mut direction.name);
                for measure in &mut direction.measures {
                    named(&mut measure.name);
                    let (which, is_repeat) = repeats[position % repeats.len()];
                    match earlier.get(usize::from(which) % earlier.len().max(1)) {
                        Some((repeated, name)) if is_repeat && which < 80 => {
                            measure.name = name.clone();
                            // Its own text tells it from another repeat of the same measure.
                            measure.contents.push(format!("{position}番目のとおり。"));
                            measure.repeats = Some(*repeated);
                        }
                        _ => earlier.push((position, measure.name.clone())),
                    }
                    position += 1;
                }
            }
        }
        plan
    })
}

pub(super) fn manner() -> impl Strategy<Value = Manner> {
    use Layout::*;
    let pick = |words: &'static [&'static str]| prop::sample::select(words);
    let field_numbers: &'static [fn(usize) -> String] = &[
        |number| format!("第{number}章　"),
        |number| format!("{}　", ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"][number - 1]),
        |number| format!("基本目標{number}　"),
        |number| format!("第{}部 ", ["一", "二", "三", "四"][number - 1]),
    ];
    let direction_numbers: &'static [fn(usize) -> String] = &[
        |number| format!("（{number}）"),
        |number| format!("{number}　"),
        |number| format!("{number}. "),
        |number| format!("{}　", ["ア", "イ", "ウ", "エ"][number - 1]),
        |number| format!("{} ", ["①", "②", "③", "④"][number - 1]),
    ];
    let words = (
        pick(&["施策名", "取組", "取組名", "事業名", "施策"]),
        pick(&["目的", "ねらい", "狙い"]),
        pick(&["内容", "取組内容", "概要", "内 容"]),
        pick(&[
            "所管課",
            "担当課",
            "担当",
            "所管",
            "主管課",
            "担当部署（◎は主担当）",
        ]),
    );
    let marks = (
        pick(&["・", "･", "- ", "○", "◆"]),
        pick(&["／", "/", "、", "\n"]),
        pick(&[
            "（再掲）",
            "(再掲)",
            "【再掲】",
            "［再掲］",
            "\n（再掲）",
            "　※再掲",
        ]),
    );
    let shape = (
        prop::sample::select(vec![
            Chapters, OneLevel, Paragraphs, FlatMerged, FlatBlank, Banners,
        ]),
        prop::sample::select(field_numbers),
        prop::sample::select(direction_numbers),
        any::<bool>(),
        Just([0u8, 1, 2, 3, 4]).prop_shuffle(),
        prop::option::of((1usize..4, any::<bool>())),
        any::<bool>(),
    );
    (words, marks, shape).prop_map(
        |((names, purposes, contents, owners), (bullet, between_owners, repeat_mark), shape)| {
            let (
                layout,
                field_numbers,
                direction_numbers,
                has_number_column,
                order,
                page,
                is_statement_boxed,
            ) = shape;
            Manner {
                layout,
                names,
                purposes,
                contents,
                owners,
                bullet,
                between_owners,
                repeat_mark,
                field_numbers,
                direction_numbers,
                has_number_column,
                order,
                page,
                is_statement_boxed,
            }
        },
    )
}

/// Words that the recogniser looks for.
const WORDS: &[&str] = &[
    "施策名",
    "施策",
    "目的",
    "内容",
    "所管課",
    "分野",
    "施策の方向性",
    "計画",
    "実施済み",
    "実施率",
    "100%",
    "人事課",
    "（再掲）",
    "再掲",
    "【】",
    "【再掲",
    "第１章　",
    "（４）",
    "1-",
    "ア ",
    "注釈",
    "令和５～７年度",
    "令和元年から",
    "9999年度",
    "汐見市人材育成プラン",
    "ください",
    "検討",
    "999999999999",
    "ｶﾞ",
    "A.",
];
/// Signs that open, close, part or number something.
const SIGNS: &[&str] = &[
    "①", "Ⅻ", "…", "：", "「", "」", "\n", "・", "○", "／", "、", "。", "", "　", "0", "\u{feff}",
    "𠮷", "%",
];

/// Pieces of everything that the recogniser looks for, in no order.
pub(super) fn block() -> impl Strategy<Value = Block> {
    let word = || {
        prop_oneof![
            4 => prop::sample::select(WORDS),
            1 => prop::sample::select(SIGNS),
        ]
    };
    let text = move || {
        prop_oneof![
            word().prop_map(str::to_owned),
            prop::collection::vec(word(), 0..6).prop_map(|words| words.concat()),
        ]
    };
    let header = prop::sample::subsequence(
        vec!["分野", "方向性", "No.", "施策名", "目的", "内容", "所管課"],
        0..=7,
    );
    let rows = (header, 0usize..5).prop_flat_map(move |(header, height)| {
        let cell =
            (text(), prop::bool::weighted(0.2)).prop_map(|(text, covered)| Cell { text, covered });
        let rows = prop::collection::vec(prop::collection::vec(cell, header.len()), height);
        let header: Vec<Cell> = header
            .iter()
            .map(|text| Cell {
                text: (*text).to_owned(),
                covered: false,
            })
            .collect();
        (Just(header), any::<bool>(), rows)
    });
    let table = rows.prop_map(|(header, has_header, rows)| {
        let rows = has_header
            .then_some(header)
            .into_iter()
            .chain(rows)
            .collect();
        Content::Table(Table { rows })
    });
    let content = prop_oneof![
        (0u8..10, text()).prop_map(|(level, text)| Content::Heading { level, text }),
        text().prop_map(|text| Content::Paragraph { text }),
        text().prop_map(|text| Content::Comment { text }),
        table.clone(),
        table,
    ];
    let place = prop_oneof![
        (0usize..9).prop_map(Place::Line),
        (0usize..9).prop_map(Place::Body),
        (0usize..9).prop_map(|row| Place::Sheet {
            name: "表".to_owned(),
            row
        })
    ];
    (place, content).prop_map(|(place, content)| Block { place, content })
}
