//! How long a staff file takes: `cargo xtask bench import [ROWS] [DATABASE]`, a million rows into a new SQLite file without arguments.
//!
//! Makes the file itself: CP932, 30 columns, about 220 bytes a row, people with a post each. Prints time and memory of a dry run,
//! a commit, and of the same file once more; and of a file of 8,000 rows.
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use db::{Db, Location};
use documents::{CsvWriter, Encoding};
use people::{Report, Source, import_file};

const FAMILIES: [(&str, &str); 20] = [
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("髙橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡邊", "ワタナベ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("佐々木", "ササキ"),
    ("山口", "ヤマグチ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("林", "ハヤシ"),
    ("斎藤", "サイトウ"),
    ("清水", "シミズ"),
];
const GIVEN: [(&str, &str); 20] = [
    ("花子", "ハナコ"),
    ("太郎", "タロウ"),
    ("一郎", "イチロウ"),
    ("さくら", "サクラ"),
    ("健", "ケン"),
    ("美咲", "ミサキ"),
    ("翔太", "ショウタ"),
    ("陽菜", "ヒナ"),
    ("大輔", "ダイスケ"),
    ("裕子", "ユウコ"),
    ("直樹", "ナオキ"),
    ("恵", "メグミ"),
    ("誠", "マコト"),
    ("由美", "ユミ"),
    ("拓也", "タクヤ"),
    ("葵", "アオイ"),
    ("隆", "タカシ"),
    ("真由美", "マユミ"),
    ("蓮", "レン"),
    ("和子", "カズコ"),
];
const COLUMNS: [&str; 30] = [
    "職員番号",
    "氏名",
    "フリガナ",
    "性別",
    "生年月日",
    "採用日",
    "退職日",
    "任用区分",
    "組織コード",
    "職名",
    "級",
    "発令日",
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
    "旧職員番号",
    "備考",
];
const UNITS: u64 = 1_000;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with("--"))
        .collect();
    let rows: u64 = arguments
        .first()
        .map_or(1_000_000, |it| it.parse().expect("the number of rows"));
    let folder = std::env::temp_dir().join(format!("people-import-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the files");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    for rows in [8_000, rows] {
        let file = folder.join(format!("staff-{rows}.csv"));
        write_staff(&file, rows).expect("the file can be written");
        let bytes = std::fs::metadata(&file).expect("it is there").len();
        println!(
            "{rows} rows, {} columns, {} MB",
            COLUMNS.len(),
            bytes / 1_000_000
        );
        let url = arguments.get(1).cloned().map_or_else(
            || format!("sqlite:{}", folder.join(format!("{rows}.db")).display()),
            |url| format!("{url}?schema=bench_{}_{rows}", std::process::id()),
        );
        runtime.block_on(measure(&url, &file));
    }
    std::fs::remove_dir_all(&folder).expect("our own folder");
}

async fn measure(url: &str, file: &Path) {
    let db = Db::open(&Location::parse(url).expect("a database"))
        .await
        .expect("the database opens");
    let capabilities = [&gate::CAPABILITY, &people::CAPABILITY];
    db.migrate(&gate::migrations(&capabilities))
        .await
        .expect("an empty database");
    let now = "2026-04-01T00:00:00Z".parse().expect("a moment");
    let units = Source::Bytes {
        name: "units.csv".into(),
        bytes: units().into_bytes().into(),
    };
    assert!(
        import_file(&db, &[], now, &units, false, None)
            .await
            .expect("the units")
            .is_fine()
    );
    let staff = Source::Path(PathBuf::from(file));
    for (what, is_dry_run) in [
        ("dry run", true),
        ("commit", false),
        ("the same again", false),
    ] {
        forget_peak();
        let (started, cpu) = (Instant::now(), cpu_seconds());
        let report: Report = import_file(&db, &[], now, &staff, is_dry_run, None)
            .await
            .expect("the file is read");
        println!(
            "  {what}: {:.2} s, {:.2} s of CPU, peak {} MB; {} rows, {} new, {} faults",
            started.elapsed().as_secs_f64(),
            cpu_seconds() - cpu,
            peak_megabytes(),
            report.rows,
            report.staff.new + report.assignments.new,
            report.findings.faults(),
        );
        if let Some(first) = report.findings.iter().next() {
            println!("    {first:?}");
        }
    }
}

fn units() -> String {
    let mut file = String::from("組織コード,組織名,階層,上位組織コード,開始日\n");
    for bureau in 0..10 {
        file += &format!("{bureau:02}000000,第{bureau}局,局,,2000-04-01\n");
        for section in 1..=UNITS / 10 {
            file += &format!(
                "{bureau:02}{section:04}00,第{bureau}局{section}課,課,{bureau:02}000000,2000-04-01\n"
            );
        }
    }
    file
}

fn write_staff(path: &Path, rows: u64) -> Result<(), documents::WriteError> {
    let mut dice = Dice(20_260_401);
    let mut file = CsvWriter::new(BufWriter::new(File::create(path)?), Encoding::Cp932)?;
    file.row(COLUMNS)?;
    for row in 0..rows {
        let family = FAMILIES[dice.roll(20) as usize];
        let given = GIVEN[dice.roll(20) as usize];
        let born = 1961 + dice.roll(42);
        let hired = (born + 19 + dice.roll(10)).min(2025);
        let day = |dice: &mut Dice, year: u64| {
            format!("{year}-{:02}-{:02}", 1 + dice.roll(12), 1 + dice.roll(28))
        };
        let hired_on = match dice.roll(10) {
            0 if hired >= 2020 => format!(
                "R{}.{}.{}",
                hired - 2018,
                1 + dice.roll(12),
                1 + dice.roll(28)
            ),
            1 => format!("{hired}/{:02}/{:02}", 1 + dice.roll(12), 1 + dice.roll(28)),
            _ => day(&mut dice, hired),
        };
        let grade = dice.roll(3);
        let unit = dice.roll(UNITS);
        file.row(&[
            format!("{:07}", row + 1),
            format!("{}　{}", family.0, given.0),
            format!("{}　{}", family.1, given.1),
            ["男", "女"][dice.roll(2) as usize].to_owned(),
            day(&mut dice, born),
            hired_on,
            String::new(),
            ["常勤", "常勤", "再任用", "会計年度任用"][dice.roll(4) as usize].to_owned(),
            format!("{:02}{:04}00", unit % 10, unit / 10 + 1),
            ["主事", "主任", "主査"][grade as usize].to_owned(),
            (grade + 1).to_string(),
            "2026-04-01".to_owned(),
            dice.roll(125).to_string(),
            "行政".to_owned(),
            (190_000 + dice.roll(2_600) * 100).to_string(),
            dice.roll(4).to_string(),
            (dice.roll(4) * 6_500).to_string(),
            (dice.roll(29) * 1_000).to_string(),
            (4_000 + dice.roll(200) * 120).to_string(),
            format!("{}.{}", dice.roll(40), dice.roll(10)),
            format!("{:010}", dice.roll(10_000_000_000)),
            format!("{:04}", dice.roll(10_000)),
            format!("{:03}", dice.roll(1_000)),
            (1 + dice.roll(2)).to_string(),
            format!("{:07}", dice.roll(10_000_000)),
            format!("{:03}-{:04}", dice.roll(1_000), dice.roll(10_000)),
            format!(
                "汐見市渚区磯風町{}-{} 汐見ハイツ{}",
                1 + dice.roll(9),
                1 + dice.roll(30),
                101 + dice.roll(900)
            ),
            format!("{:05}", dice.roll(100_000)),
            format!("{:07}", dice.roll(10_000_000)),
            String::new(),
        ])?;
    }
    file.finish()?.flush()?;
    Ok(())
}

/// Seconds of CPU that this process has used on all cores, where the system tells.
fn cpu_seconds() -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|it| it.parse::<f64>().ok()).sum::<f64>() / TICKS_A_SECOND
}

/// The most memory held since [`forget_peak`], where the system tells.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|it| it.strip_prefix("VmHWM:"))
        .unwrap_or_default();
    line.trim()
        .trim_end_matches(" kB")
        .trim()
        .parse::<u64>()
        .unwrap_or(0)
        / 1_000
}

fn forget_peak() {
    // Only Linux knows it; elsewhere the peak is that of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
