//! Excel workbooks, written row by row: the rows wait in a temporary file, not in memory.
//!
//! The same table always gives the same bytes: the workbook carries a fixed creation time, not the present one.

use super::WriteError;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};
use std::io::Write;

/// Excel's own bounds.
const MOST_ROWS: u32 = 1_048_576;
const LONGEST_TEXT: usize = 32_767;
const LONGEST_NAME: usize = 31;
/// Columns are as wide as their widest line, within these bounds (in half-width characters).
const NARROWEST: usize = 6;
const WIDEST: usize = 60;

/// What a cell holds. A text stays text whatever it looks like: `0012` keeps its zeros and `=1+1` is not run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    Empty,
    Text(&'a str),
    /// Beyond 15 digits, which Excel rounds, it is written as text.
    Whole(i64),
    Decimal(f64),
    /// Before 1900, which Excel does not know, it is written as text.
    Date(Date),
}

/// A workbook under way.
pub struct Workbook {
    inner: rust_xlsxwriter::Workbook,
}

impl Workbook {
    /// `title` stands in the file's properties.
    pub fn new(title: &str) -> Result<Workbook, WriteError> {
        let mut inner = rust_xlsxwriter::Workbook::new();
        let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
        inner.set_properties(
            &DocProperties::new()
                .set_title(title)
                .set_creation_datetime(&fixed),
        );
        Ok(Workbook { inner })
    }

    /// Adds a sheet with its heading row, which stays in sight when the rows are scrolled.
    ///
    /// Signs that Excel forbids in the name of a sheet become full width, and it is cut after 31 characters.
    pub fn sheet(&mut self, name: &str, header: &[&str]) -> Result<SheetWriter<'_>, WriteError> {
        let sheet = self.inner.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(name))?;
        sheet.set_freeze_panes(1, 0)?;
        let heading = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0xE8F1FE))
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let mut writer = SheetWriter {
            sheet,
            next_row: 0,
            widths: Vec::new(),
            formats: Formats::new(),
        };
        for (column, title) in header.iter().enumerate() {
            writer.widen(column, title);
            writer
                .sheet
                .write_string_with_format(0, column as u16, *title, &heading)?;
        }
        writer.next_row = 1;
        Ok(writer)
    }

    /// Puts the workbook together.
    pub fn save(mut self, writer: impl Write + Send) -> Result<(), WriteError> {
        Ok(self.inner.save_to_writer(writer)?)
    }

    /// The workbook as bytes.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.inner.save_to_buffer()?)
    }
}

struct Formats {
    text: Format,
    whole: Format,
    decimal: Format,
    date: Format,
}

impl Formats {
    fn new() -> Formats {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Formats {
            text: cell().set_num_format("@").set_text_wrap(),
            whole: cell().set_num_format("0"),
            decimal: cell(),
            date: cell().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// Takes the rows of one sheet in their order. Columns get their widths in [`SheetWriter::finish`].
pub struct SheetWriter<'a> {
    sheet: &'a mut Worksheet,
    next_row: u32,
    widths: Vec<usize>,
    formats: Formats,
}

impl SheetWriter<'_> {
    pub fn row<'v>(
        &mut self,
        values: impl IntoIterator<Item = Value<'v>>,
    ) -> Result<(), WriteError> {
        let row = self.next_row;
        if MOST_ROWS <= row {
            return Err(WriteError::TooManyRows {
                allowed: u64::from(MOST_ROWS),
            });
        }
        for (column, value) in values.into_iter().enumerate() {
            self.cell(row, column, value)?;
        }
        self.next_row += 1;
        Ok(())
    }

    pub fn finish(self) -> Result<(), WriteError> {
        for (column, width) in self.widths.iter().enumerate() {
            self.sheet
                .set_column_width(column as u16, (width + 2).clamp(NARROWEST, WIDEST) as f64)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: usize, value: Value<'_>) -> Result<(), WriteError> {
        let at = column as u16;
        match value {
            Value::Empty | Value::Text("") => {}
            Value::Text(text) => {
                self.widen(column, text);
                let text = text.replace("\r\n", "\n");
                match self
                    .sheet
                    .write_string_with_format(row, at, text, &self.formats.text)
                {
                    Err(XlsxError::MaxStringLengthExceeded) => {
                        return Err(WriteError::TooLong {
                            row: u64::from(row) + 1,
                            column: column + 1,
                            allowed: LONGEST_TEXT,
                        });
                    }
                    written => written?,
                };
            }
            Value::Whole(number) if number.unsigned_abs() < 1_000_000_000_000_000 => {
                self.widen(column, &number.to_string());
                self.sheet
                    .write_number_with_format(row, at, number as f64, &self.formats.whole)?;
            }
            Value::Whole(number) => {
                return self.cell(row, column, Value::Text(&number.to_string()));
            }
            Value::Decimal(number) => {
                self.widen(column, &number.to_string());
                self.sheet
                    .write_number_with_format(row, at, number, &self.formats.decimal)?;
            }
            Value::Date(date) if date.year() < 1900 => {
                return self.cell(row, column, Value::Text(&date.to_string()));
            }
            Value::Date(date) => {
                self.widen(column, "2000-01-01");
                self.sheet
                    .write_datetime_with_format(row, at, date, &self.formats.date)?;
            }
        }
        Ok(())
    }

    fn widen(&mut self, column: usize, text: &str) {
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        let widest = text.lines().map(shown_width).max().unwrap_or(0);
        self.widths[column] = self.widths[column].max(widest);
    }
}

/// Width in half-width characters: kanji, kana and full-width signs take two.
fn shown_width(line: &str) -> usize {
    let width = |character: char| match character {
        '\u{0}'..='\u{10ff}' | '\u{ff61}'..='\u{ffdc}' => 1,
        _ => 2,
    };
    line.chars().map(width).sum()
}

fn sheet_name(name: &str) -> String {
    let allowed = |character: char| match character {
        '[' => '［',
        ']' => '］',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '/' => '／',
        '\\' => '＼',
        '\'' => '’',
        other => other,
    };
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= LONGEST_NAME
    };
    let name: String = name.chars().map(allowed).take_while(fits).collect();
    if name.trim().is_empty() {
        "Sheet1".to_owned()
    } else {
        name
    }
}
