//! A packed file (docx, xlsx): its parts, unpacked only within the limits.

use crate::decode;
use crate::error::{FoundKind, LimitKind, ReadError};
use crate::limits::{Deadline, Limits};
use crate::xlsx::look_through;
use crate::xml::Xml;
use std::collections::HashSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What kind of office file a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PackageKind {
    Word,
    Excel,
}

pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    deadline: Deadline,
    expanded: u64,
    packed_bytes: u64,
}

impl<'a> Package<'a> {
    /// Reads the list of parts. Sizes that the list itself declares are judged here, before anything is unpacked.
    pub(crate) fn open(
        bytes: &'a [u8],
        limits: &'a Limits,
        deadline: Deadline,
    ) -> Result<Package<'a>, ReadError> {
        // The end of a packed file is its table of contents: without it the file was cut.
        let tail = &bytes[bytes.len().saturating_sub(66_000)..];
        if !tail.windows(4).any(|four| four == b"PK\x05\x06") {
            return Err(ReadError::Truncated);
        }
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| zip_error("", error))?;
        limits.allow(LimitKind::Parts, archive.len() as u64)?;
        let mut declared = 0_u64;
        let mut names = HashSet::new();
        for index in 0..archive.len() {
            let part = archive
                .by_index_raw(index)
                .map_err(|error| zip_error("", error))?;
            if part.encrypted() {
                return Err(ReadError::Encrypted);
            }
            declared = declared.saturating_add(part.size());
            // Two parts of one name could be shown to one reader and judged by another.
            if !names.insert(part.name_raw().to_ascii_lowercase()) {
                return Err(ReadError::damaged(
                    &String::from_utf8_lossy(part.name_raw()),
                    "the part is there twice",
                ));
            }
        }
        let package = Package {
            archive,
            limits,
            deadline,
            expanded: 0,
            packed_bytes: bytes.len() as u64,
        };
        package.allow_expanded(declared)?;
        Ok(package)
    }

    /// Word or Excel, by the content types; or the refusal that names what it is instead.
    pub(crate) fn kind(&mut self, file_name: &str) -> Result<PackageKind, ReadError> {
        let wrong = |found| {
            Err(ReadError::WrongKind {
                found,
                file_name: file_name.to_owned(),
            })
        };
        let Some(types) = self.part("[Content_Types].xml")? else {
            let is_open_document = self
                .part("mimetype")?
                .is_some_and(|it| it.contains("opendocument"));
            return wrong(if is_open_document {
                FoundKind::OpenDocument
            } else {
                FoundKind::Archive
            });
        };
        let holds = |what: &str| types.contains(what);
        if holds("wordprocessingml.document.main")
            || holds("ms-word.document.macroEnabled.main")
            || holds("wordprocessingml.template.main")
        {
            Ok(PackageKind::Word)
        } else if holds("spreadsheetml.sheet.main")
            || holds("ms-excel.sheet.macroEnabled.main")
            || holds("spreadsheetml.template.main")
        {
            Ok(PackageKind::Excel)
        } else if holds("ms-excel.sheet.binary") {
            wrong(FoundKind::BinaryExcel)
        } else if holds("presentationml") {
            wrong(FoundKind::Presentation)
        } else {
            wrong(FoundKind::Archive)
        }
    }

    /// The text of one part, or none if the package has no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let bytes = self.unpack(index, name)?;
        decode::xml_text(bytes)
            .map(Some)
            .ok_or_else(|| ReadError::damaged(name, "not Unicode text"))
    }

    /// Unpacks every part of a workbook once and looks through the XML: afterwards another reader may safely read the file.
    pub(crate) fn check_all(&mut self) -> Result<(), ReadError> {
        for index in 0..self.archive.len() {
            let name = self
                .archive
                .name_for_index(index)
                .and_then(Result::ok)
                .map(|it| it.into_owned())
                .unwrap_or_default();
            let bytes = self.unpack(index, &name)?;
            let ending = name
                .rsplit('.')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            // A part may be XML under any name.
            if is_markup(&bytes) || matches!(ending.as_str(), "xml" | "rels" | "vml") {
                let text = decode::xml_text(bytes)
                    .ok_or_else(|| ReadError::damaged(&name, "not Unicode text"))?;
                let mut xml = Xml::new(&text, &name, self.limits, self.deadline);
                // Drawing programs put a document type into their pictures, which nobody reads here.
                match look_through(&mut xml, &name, text.len()) {
                    Err(ReadError::ForbiddenDeclaration { .. }) if ending == "svg" => {
                        look_through(&mut xml, &name, text.len())?;
                    }
                    outcome => outcome?,
                }
            }
        }
        Ok(())
    }

    pub(crate) fn xml<'text>(&self, text: &'text str, name: &'text str) -> Xml<'text>
    where
        'a: 'text,
    {
        Xml::new(text, name, self.limits, self.deadline)
    }

    fn unpack(&mut self, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        self.deadline.check()?;
        let left = self.limits.expanded_bytes.saturating_sub(self.expanded);
        let part = self
            .archive
            .by_index(index)
            .map_err(|error| zip_error(name, error))?;
        let mut bytes = Vec::with_capacity(part.size().min(left).min(1 << 20) as usize);
        // The declared size may lie: one byte more than allowed is asked for, and seen to be too many.
        part.take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::UnexpectedEof => ReadError::Truncated,
                _ => ReadError::damaged(name, error),
            })?;
        self.expanded += bytes.len() as u64;
        self.allow_expanded(self.expanded)?;
        Ok(bytes)
    }

    fn allow_expanded(&self, expanded: u64) -> Result<(), ReadError> {
        self.limits.allow(LimitKind::ExpandedBytes, expanded)?;
        if Limits::RATIO_COUNTS_FROM < expanded {
            self.limits
                .allow(LimitKind::Ratio, expanded / self.packed_bytes.max(1))?;
        }
        Ok(())
    }
}

/// Whether it begins like XML, in any of the encodings in which XML is read.
fn is_markup(bytes: &[u8]) -> bool {
    let marked = [b"\xFF\xFE", b"\xFE\xFF"];
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    marked.iter().any(|it| bytes.starts_with(*it)) || plain.trim_ascii_start().starts_with(b"<")
}

fn zip_error(part: &str, error: ZipError) -> ReadError {
    match error {
        ZipError::Io(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => {
            ReadError::Truncated
        }
        other => ReadError::damaged(part, other),
    }
}
