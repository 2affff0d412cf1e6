//! All that a template can see: its own source, the house style, the files handed in, one font family and one day.

use crate::data::to_typst;
use crate::{Fonts, Template};
use base::Date;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

const MAIN: &str = "main.typ";
const HOUSE: &str = "house.typ";

pub(crate) struct PaperWorld<'a> {
    library: LazyHash<Library>,
    book: &'a LazyHash<FontBook>,
    fonts: &'a [Font],
    main: Source,
    house: Source,
    files: Vec<(&'a str, Bytes)>,
    today: Date,
}

impl<'a> PaperWorld<'a> {
    pub(crate) fn new(
        template: &Template<'a>,
        fonts: &'a Fonts,
        loaded: &'a [Font],
        today: Date,
    ) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("data".into(), to_typst(template.data));
        inputs.insert("font".into(), Value::Str(fonts.family().into()));
        PaperWorld {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: fonts.book(),
            fonts: loaded,
            main: Source::new(id_of(MAIN), template.source.to_owned()),
            house: Source::new(id_of(HOUSE), include_str!("house.typ").to_owned()),
            files: template
                .files
                .iter()
                .map(|(name, bytes)| (*name, Bytes::new(bytes.to_vec())))
                .collect(),
            today,
        }
    }

    /// File and line (from 1) of a complaint.
    pub(crate) fn place_of(&self, diagnostic: &SourceDiagnostic) -> Option<(String, usize)> {
        let id = diagnostic.span.id()?;
        let source = self.source(id).ok()?;
        let start = self.range(diagnostic.span)?.start;
        let line = source.lines().byte_to_line(start)?;
        Some((id.vpath().get_without_slash().to_owned(), line + 1))
    }
}

fn id_of(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own names are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        if id == self.house.id() {
            return Ok(self.house.clone());
        }
        let text = self.file(id)?;
        let text = text.as_str().map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        // A package has a root of its own: nothing in it is ever found, so nothing is ever fetched.
        let found = self
            .files
            .iter()
            .filter(|_| *id.root() == VirtualRoot::Project)
            .find(|(file, _)| *file == name);
        match found {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => Err(FileError::NotFound(name.into())),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(
            self.today.year().into(),
            self.today.month().cast_unsigned(),
            self.today.day().cast_unsigned(),
        )
    }
}
