//! A staff file as wide and long as a payroll system writes it, with a few known faults: for measuring the import.

use std::io::{self, Write};

use base::{Date, date};
use encoding_rs::SHIFT_JIS;

use super::city::DEMO_DAY;
use super::names::{self, Sex};
use super::random::Random;
use super::staff::Kind;
use super::units::{self, Level};

/// The first thirteen are about the person and the post, the other seventeen only make the file as heavy as real ones are.
pub(crate) const WIDE_COLUMNS: [&str; 30] = [
    "職員番号",
    "氏名",
    "フリガナ",
    "旧姓使用",
    "性別",
    "生年月日",
    "採用年月日",
    "退職年月日",
    "任用区分",
    "組織コード",
    "職名",
    "級",
    "発令年月日",
    "号給",
    "給料表",
    "給料月額",
    "扶養親族数",
    "扶養手当",
    "住居手当",
    "通勤手当",
    "通勤距離",
    "共済組合員番号",
    "金融機関コード",
    "支店コード",
    "預金種別",
    "口座番号",
    "郵便番号",
    "住所",
    "内線番号",
    "備考",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// A date that no calendar has, or that is no date.
    Date,
    /// A staff number that an earlier row has.
    DuplicateNumber,
    /// A 組織コード that the organisation does not know.
    UnknownUnit,
}

/// A row that an import must refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadRow {
    /// The line in the file, as Excel shows it: the header is 1, the first person 2.
    pub(crate) line: usize,
    pub(crate) column: &'static str,
    /// The cell as it stands in the file.
    pub(crate) value: String,
    pub(crate) fault: Fault,
}

const UNCLEAR: &str = "不明";
const BAD_DATES: [&str; 6] = [
    "2021-02-30",
    "R5.2.29",
    "H31.13.1",
    "S64.1.8",
    "19880431",
    UNCLEAR,
];
const FAULTS: usize = 100;

/// Writes `rows` people in CP932 with CRLF, about 220 bytes a row, and tells which rows are bad: about a hundred, spread
/// evenly, or fewer in a file of less than 200 rows. Codes are those of the demo's organisation on the demo's day.
///
/// The same seed writes the same bytes. Fails only where writing fails.
pub(crate) fn write_wide_csv(
    mut out: impl Write,
    rows: usize,
    seed: u64,
) -> io::Result<Vec<BadRow>> {
    let mut random = Random::new(seed);
    let palette = Palette::mix(&mut random);
    let every = (rows / FAULTS).max(2);
    let mut bad = Vec::new();
    let mut line = Vec::with_capacity(512);
    out.write_all(&cp932(&(WIDE_COLUMNS.join(",") + "\r\n")))?;
    for row in 0..rows {
        let mut number = format!("{:07}", row + 1);
        let person = random.pick(&palette.people);
        let mut hired_on = person.hired_on.as_str();
        let mut unit = random.pick(&palette.units).as_str();
        if row % every == every / 2 {
            let nth = bad.len();
            let (fault, column, value) = match nth % 3 {
                0 => {
                    hired_on = BAD_DATES[nth / 3 % BAD_DATES.len()];
                    (Fault::Date, "採用年月日", hired_on)
                }
                1 => {
                    number = format!("{row:07}");
                    (Fault::DuplicateNumber, "職員番号", number.as_str())
                }
                _ => {
                    unit = "99990101";
                    (Fault::UnknownUnit, "組織コード", unit)
                }
            };
            bad.push(BadRow {
                line: row + 2,
                column,
                value: value.to_owned(),
                fault,
            });
        }
        line.clear();
        let hired_on = if hired_on == UNCLEAR {
            palette.unclear.as_slice()
        } else {
            hired_on.as_bytes()
        };
        let (no_end, kind) = (b"".as_slice(), random.pick(&palette.kinds).as_slice());
        for cell in [
            number.as_bytes(),
            &person.cells,
            hired_on,
            no_end,
            kind,
            unit.as_bytes(),
        ] {
            line.extend_from_slice(cell);
            line.push(b',');
        }
        palette.post_and_pay(&mut line, &mut random);
        out.write_all(&line)?;
    }
    out.flush()?;
    Ok(bad)
}

/// Cells in CP932, encoded once, so that a million rows are written fast.
struct Palette {
    people: Vec<Sample>,
    units: Vec<String>,
    kinds: [Vec<u8>; 3],
    posts: [Vec<u8>; 3],
    table: Vec<u8>,
    town: Vec<u8>,
    unclear: Vec<u8>,
}

struct Sample {
    /// From 氏名 to 生年月日.
    cells: Vec<u8>,
    /// ASCII.
    hired_on: String,
}

impl Palette {
    fn mix(random: &mut Random) -> Self {
        let mut people = Vec::new();
        while people.len() < 4_000 {
            let sex = if random.chance(36.0) {
                Sex::Female
            } else {
                Sex::Male
            };
            let born_on = some_day(random, 1961, 2004);
            let name = names::name(random, sex, born_on);
            let full = name.full();
            // What CP932 cannot hold would be a fault of its own.
            if SHIFT_JIS.encode(&full).2 {
                continue;
            }
            let uses_former_name = if random.chance(5.0) { "1" } else { "0" };
            let cells = format!(
                "{full},{},{uses_former_name},{},{born_on}",
                name.kana(),
                sex.word()
            );
            let hired_on = hired_on(random, born_on.year() + 19);
            people.push(Sample {
                cells: cp932(&cells),
                hired_on,
            });
        }
        let units = units::units().into_iter();
        let teams = units.filter(|unit| unit.level == Level::Team && unit.is_valid_on(DEMO_DAY));
        Self {
            people,
            units: teams.map(|unit| unit.code.0).collect(),
            kinds: [Kind::Regular, Kind::Reappointed, Kind::FixedTerm]
                .map(|kind| cp932(kind.word())),
            posts: ["主事", "主任", "主査"].map(cp932),
            table: cp932("行政"),
            town: cp932("汐見市渚区磯風町汐見ハイツ"),
            unclear: cp932(UNCLEAR),
        }
    }

    /// 職名, 級, 発令年月日 and the columns after them, with the end of the line.
    fn post_and_pay(&self, line: &mut Vec<u8>, random: &mut Random) {
        let dice = random.next();
        let roll = |from: u32, below: u64| (dice >> from) % below;
        let at = roll(0, 3) as usize;
        line.extend_from_slice(&self.posts[at]);
        let ends = "a line is kept in memory";
        write!(
            line,
            ",{},2026-04-01,{:03},",
            at + 1 + at / 2,
            1 + roll(2, 125)
        )
        .expect(ends);
        line.extend_from_slice(&self.table);
        write!(
            line,
            ",{},{},{},{},{},{}.{},{:010},{:04},{:03},{},{:07},{:03}-{:04},",
            190_000 + roll(3, 2_600) * 100,
            roll(7, 4),
            roll(7, 4) * 6_500,
            roll(9, 29) * 1_000,
            4_000 + roll(11, 200) * 120,
            roll(13, 40),
            roll(17, 10),
            roll(5, 10_000_000_000),
            roll(19, 10_000),
            roll(23, 1_000),
            1 + roll(29, 2),
            roll(25, 10_000_000),
            roll(31, 1_000),
            roll(33, 10_000),
        )
        .expect(ends);
        line.extend_from_slice(&self.town);
        write!(
            line,
            "{}-{}-{},{:05},\r\n",
            1 + roll(37, 9),
            1 + roll(41, 30),
            1 + roll(43, 30),
            roll(45, 100_000)
        )
        .expect(ends);
    }
}

/// Most dates are western, as systems write them; some are as people type them.
fn hired_on(random: &mut Random, first_year: i16) -> String {
    let day = some_day(random, first_year, (first_year + 12).min(2025));
    match random.below(10) {
        0 if day.year() >= 2020 => format!("R{}.{}.{}", day.year() - 2018, day.month(), day.day()),
        1 => format!("{}/{:02}/{:02}", day.year(), day.month(), day.day()),
        _ => day.to_string(),
    }
}

fn some_day(random: &mut Random, first_year: i16, last_year: i16) -> Date {
    date(
        random.between(first_year, last_year),
        random.between(1, 12) as i8,
        random.between(1, 28) as i8,
    )
}

fn cp932(text: &str) -> Vec<u8> {
    SHIFT_JIS.encode(text).0.into_owned()
}
