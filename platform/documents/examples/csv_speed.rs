//! How fast a staff list of a million rows is read: `cargo run --release -p documents --example csv_speed`.
//!
//! Writes a CP932 file of 30 columns and about 220 MB to the folder for temporary files (or takes the file named as the first argument), then reads
//! it three ways: record by record, in parallel without a look at the fields, and in parallel with the checks that an import makes of each row.

use documents::{CsvStream, CsvWriter, Encoding, Limits, ReadError, Record};
use std::collections::HashSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROWS: u64 = 1_000_000;
const NAME: &str = "hagukumi-csv-speed.csv";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given = std::env::args().nth(1).map(PathBuf::from);
    let path = given
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(NAME));
    if given.is_none() {
        let begun_at = Instant::now();
        write_list(&path)?;
        println!(
            "write                {:6.2} s",
            begun_at.elapsed().as_secs_f64()
        );
    }
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    let limits = Limits::for_long_lists();
    let threads = std::thread::available_parallelism()?.get();
    let report = |what: &str, rows: u64, begun_at: Instant| {
        let seconds = begun_at.elapsed().as_secs_f64();
        println!(
            "{what:20} {seconds:6.2} s  {rows} rows  {:.0} MB/s",
            megabytes / seconds
        );
    };

    let begun_at = Instant::now();
    let mut fields = 0;
    let rows = open(&path, &limits)?.for_each_record(|_, record| {
        fields += record.len();
        Ok::<_, ReadError>(())
    })?;
    report("one by one", rows, begun_at);

    let begun_at = Instant::now();
    let mut fields = 0;
    let rows = open(&path, &limits)?.par_batches(
        threads,
        |batch| {
            let (mut records, mut fields) = (batch.records(), 0);
            while let Some(record) = records.next() {
                fields += record.len();
            }
            fields
        },
        |part| {
            fields += part;
            Ok::<_, ReadError>(())
        },
    )?;
    report("in parallel", rows, begun_at);

    let begun_at = Instant::now();
    let (mut known, mut wrong) = (HashSet::with_capacity(ROWS as usize), Vec::new());
    let rows = open(&path, &limits)?.par_batches(
        threads,
        |batch| {
            let (mut records, mut numbers, mut wrong) = (batch.records(), Vec::new(), Vec::new());
            while let Some(record) = records.next() {
                match checked(&record) {
                    Some(number) => numbers.push((record.row(), number)),
                    None => wrong.push(record.row()),
                }
            }
            (numbers, wrong)
        },
        |(numbers, refused)| {
            wrong.extend(refused);
            wrong.extend(
                numbers
                    .into_iter()
                    .filter(|(_, number)| !known.insert(*number))
                    .map(|(row, _)| row),
            );
            Ok::<_, ReadError>(())
        },
    )?;
    report("parallel and checked", rows, begun_at);
    println!(
        "{} rows refused, {} of them expected; on {threads} threads",
        wrong.len(),
        ROWS / 100_000
    );
    if given.is_none() {
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

fn open<'a>(
    path: &Path,
    limits: &'a Limits,
) -> Result<CsvStream<'a, File>, Box<dyn std::error::Error>> {
    Ok(CsvStream::open(File::open(path)?, NAME, limits)?)
}

/// The number of a row whose number, dates and codes are well formed.
fn checked(record: &Record<'_>) -> Option<u64> {
    let number = record.get(0).filter(|it| it.len() == 8)?.parse().ok()?;
    for column in [4, 5, 6, 7] {
        let (year, rest) = record.get(column)?.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    }
    let is_code = |column| {
        record
            .get(column)
            .is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric()))
    };
    (8..20).all(is_code).then_some(number)
}

fn write_list(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut writer = CsvWriter::new(BufWriter::new(File::create(path)?), Encoding::Cp932)?;
    writer.row((1..=30).map(|column| format!("項目{column}")))?;
    for row in 0..ROWS {
        // Every hundred-thousandth number is there twice.
        let number = if row % 100_000 == 1 { row - 1 } else { row };
        let mut fields = vec![
            format!("{number:08}"),
            "汐見　花子".into(),
            "シオミ　ハナコ".into(),
            "1".into(),
        ];
        fields.extend((0..4).map(|it| {
            format!(
                "{}-{:02}-{:02}",
                1970 + (row + it) % 50,
                1 + row % 12,
                1 + (row / 12) % 28
            )
        }));
        fields.extend((8..20).map(|column| format!("C{:03}", (row + column) % 1000)));
        fields.extend((20..30).map(|column| {
            format!(
                "{}課の備考",
                ["人事", "給与", "総務", "健康"][((row + column) % 4) as usize]
            )
        }));
        writer.row(&fields)?;
    }
    writer.finish()?;
    Ok(())
}
