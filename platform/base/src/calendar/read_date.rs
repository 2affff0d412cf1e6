use super::era::Era;
use super::fiscal_year::FiscalYear;
use super::notation::{Cursor, Number};
use crate::time::{Date, date};

/// A day as it was read, and what a person should be told about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    pub date: Date,
    pub warning: Option<DateWarning>,
}

/// The day is clear, but not written as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWarning {
    /// The era had ended by then: 平成31年5月1日, 昭和100年. The day was counted on past its end.
    AfterEra { era: Era, ended_on: Date },
}

/// Why a text is not a day, a fiscal year or a row of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("nothing is written")]
    Empty,
    #[error("not written in a notation that is known")]
    Unreadable,
    /// `5.4.1`, `050401`: the year could be of several eras.
    #[error("year {year} has no era")]
    NoEra { year: u16 },
    /// The year is the western one.
    #[error("the calendar has no day {year}-{month}-{day}")]
    NoSuchDay { year: u16, month: u16, day: u16 },
    /// Written with an era that had ended or not begun; `meant` is the day by counting on or back.
    #[error("{meant} does not lie in the era {era}")]
    OutsideEra { era: Era, meant: Date },
    /// Before 1873-01-01 Japan counted days by the moon, so a day of 明治5年 or before is another day than it seems.
    #[error("before the present calendar, which began in 1873")]
    BeforeCalendar,
    /// `令和5（2022）年`: both are western years.
    #[error("year {written} and the year in brackets {bracketed} differ")]
    YearsDiffer { written: u16, bracketed: u16 },
    #[error("the last year {last} is before the first {first}")]
    Backwards { first: FiscalYear, last: FiscalYear },
}

const FIRST_DAY_OF_THE_CALENDAR: Date = date(1873, 1, 1);

/// Reads a day as people and files write it, in full or half width.
///
/// Western: `2023-04-01`, `2023/4/1`, `2023.4.1`, `2023年4月1日`, `20230401`, and with the midnight that spreadsheets add
/// (`2023/4/1 0:00`). By era: `令和5年4月1日`, `令和元年`…, `令5.4.1`, `R5/4/1`, `R050401`, `㋿5.4.1`, `令和五年四月一日`,
/// `令和5年（2023年）4月1日`, and payroll's `5050401` (1 Meiji … 5 Reiwa, then year, month, day).
///
/// A day past the end of Heisei is read with a warning, since papers printed before 2019 are full of them (平成31年5月1日).
/// Past the end of Showa only three-digit years are read so, for only a machine that counted on writes 昭和100年;
/// 昭和64年1月8日 and 昭和65年 may as well be a slip of the finger and are refused with the day they would mean.
pub fn read_date(text: &str) -> Result<Read, DateError> {
    let text = without_midnight(text.trim());
    if let Some([year, month, day]) = plain_western(text.as_bytes()) {
        return western(year, month, day);
    }

    let mut cursor = Cursor::new(text);
    if cursor.is_at_end() {
        return Err(DateError::Empty);
    }
    if let Some(digits) = cursor.only_digits() {
        return packed(&digits);
    }
    let era = cursor.era();
    if let (Some(era), Some(digits)) = (era, cursor.only_digits())
        && digits.len() == 6
    {
        let [year, month, day] = pairs(&digits);
        return in_era(era, year, month, day);
    }
    written(&mut cursor, era)
}

fn written(cursor: &mut Cursor, era: Option<Era>) -> Result<Read, DateError> {
    const BETWEEN: [&str; 5] = [".", "/", "-", "・", ","];
    let eaten = |cursor: &mut Cursor, word: &str| cursor.eat(word) || cursor.eat_any(&BETWEEN);

    cursor.eat("西暦");
    let year = cursor.number().ok_or(DateError::Unreadable)?;
    let western_year = era.map_or(year.value, |era| era.western_year(year.value));
    bracketed_year(cursor, western_year)?;
    if !eaten(cursor, "年") {
        return Err(DateError::Unreadable);
    }
    bracketed_year(cursor, western_year)?;
    let month = short_number(cursor)?;
    if !eaten(cursor, "月") {
        return Err(DateError::Unreadable);
    }
    let day = short_number(cursor)?;
    cursor.eat("日");
    if !cursor.is_at_end() {
        return Err(DateError::Unreadable);
    }

    match era {
        Some(era) => in_era(era, year.value, month, day),
        None if year.digits == 4 => western(year.value, month, day),
        None => Err(DateError::NoEra { year: year.value }),
    }
}

fn short_number(cursor: &mut Cursor) -> Result<u16, DateError> {
    match cursor.number() {
        Some(Number {
            value,
            digits: 1 | 2,
        }) => Ok(value),
        _ => Err(DateError::Unreadable),
    }
}

/// Steps over `（2023年）` or `（令和5年度）` and refuses it if it names another year. Other brackets stay where they are.
pub(crate) fn bracketed_year(cursor: &mut Cursor, written: u16) -> Result<(), DateError> {
    let start = cursor.position();
    if cursor.eat("(") {
        cursor.eat("西暦");
        let era = cursor.era();
        if let Some(number) = cursor.number()
            && (era.is_some() || number.digits == 4)
        {
            let bracketed = era.map_or(number.value, |era| era.western_year(number.value));
            cursor.eat_any(&["年度", "年"]);
            if cursor.eat(")") {
                return if bracketed == written {
                    Ok(())
                } else {
                    Err(DateError::YearsDiffer { written, bracketed })
                };
            }
        }
        cursor.go_to(start);
    }
    Ok(())
}

/// Eight digits are a western day; seven begin with the era's code; six have no era.
fn packed(digits: &str) -> Result<Read, DateError> {
    match digits.len() {
        8 => match plain_western(digits.as_bytes()) {
            Some([year, month, day]) => western(year, month, day),
            None => Err(DateError::Unreadable),
        },
        7 => {
            let code = u16::from(digits.as_bytes()[0] - b'0');
            let era = Era::of_code(code).ok_or(DateError::Unreadable)?;
            let [year, month, day] = pairs(&digits[1..]);
            in_era(era, year, month, day)
        }
        6 => Err(DateError::NoEra {
            year: pairs(digits)[0],
        }),
        _ => Err(DateError::Unreadable),
    }
}

fn pairs(six_digits: &str) -> [u16; 3] {
    let digit = |at: usize| u16::from(six_digits.as_bytes()[at] - b'0');
    [
        digit(0) * 10 + digit(1),
        digit(2) * 10 + digit(3),
        digit(4) * 10 + digit(5),
    ]
}

fn western(year: u16, month: u16, day: u16) -> Result<Read, DateError> {
    let date = calendar_day(year, month, day)?;
    if date < FIRST_DAY_OF_THE_CALENDAR {
        return Err(DateError::BeforeCalendar);
    }
    Ok(Read {
        date,
        warning: None,
    })
}

fn in_era(era: Era, year: u16, month: u16, day: u16) -> Result<Read, DateError> {
    let western_year = era.western_year(year);
    if year == 0 {
        return Err(DateError::NoSuchDay {
            year: western_year,
            month,
            day,
        });
    }
    let date = calendar_day(western_year, month, day)?;
    if date < era.first_day() {
        return Err(DateError::OutsideEra { era, meant: date });
    }
    if date < FIRST_DAY_OF_THE_CALENDAR {
        return Err(DateError::BeforeCalendar);
    }
    match era.last_day() {
        Some(ended_on) if ended_on < date => {
            let is_counted_on = era == Era::Heisei || (era == Era::Showa && year >= 100);
            let warning = Some(DateWarning::AfterEra { era, ended_on });
            if is_counted_on {
                Ok(Read { date, warning })
            } else {
                Err(DateError::OutsideEra { era, meant: date })
            }
        }
        _ => Ok(Read {
            date,
            warning: None,
        }),
    }
}

fn calendar_day(year: u16, month: u16, day: u16) -> Result<Date, DateError> {
    let exists = || {
        Date::new(
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        )
        .ok()
    };
    exists().ok_or(DateError::NoSuchDay { year, month, day })
}

/// `2023-04-01`, `2023/4/1`, `2023.4.1` and `20230401` in ASCII: nearly every day in nearly every file, so it is quick.
fn plain_western(text: &[u8]) -> Option<[u16; 3]> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = ascii_number(year)?;
    if let [b'0'..=b'9', ..] = rest {
        let (month, day) = rest.split_at_checked(2)?;
        return (day.len() == 2).then_some([year, ascii_number(month)?, ascii_number(day)?]);
    }
    let (between @ (b'-' | b'/' | b'.'), rest) = rest.split_first()? else {
        return None;
    };
    let middle = rest.iter().position(|byte| byte == between)?;
    let (month, day) = (&rest[..middle], &rest[middle + 1..]);
    let is_short = |digits: &[u8]| matches!(digits.len(), 1 | 2);
    (is_short(month) && is_short(day)).then_some([year, ascii_number(month)?, ascii_number(day)?])
}

fn ascii_number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + u16::from(byte - b'0'))
    })
}

/// Without the time of day that spreadsheets and ISO add to a day, if it is midnight.
fn without_midnight(text: &str) -> &str {
    if !text.ends_with('0') || !text.contains(':') {
        return text;
    }
    match text.rsplit_once([' ', 'T']) {
        Some((day, "0:00" | "00:00" | "0:00:00" | "00:00:00")) => day.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests;
