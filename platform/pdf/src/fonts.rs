//! Finds a Japanese font on the machine and lends its bytes for one document at a time.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// Families we know to draw Japanese well, best first: made for public notices, then what distributions ship.
const KNOWN_FAMILIES: [&str; 10] = [
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "IPAexGothic",
    "IPAPGothic",
    "IPAGothic",
    "VL PGothic",
    "TakaoPGothic",
];

/// Debian's and Ubuntu's package of the font that we ask for when there is none.
const PACKAGE: &str = "fonts-noto-cjk";

/// A font that lacks one of these is not for Japanese: kana of both kinds, a mark of our own and kanji of everyday names.
const PROBE: &str = "あンー、。々育斎髙辻";

/// Weight from which a face counts as bold.
const BOLD: u16 = 600;

/// A buffer of more than 32 MB never comes from glibc's heap, so its memory goes back to the system when it is dropped; smaller ones
/// of this size stay resident for ever after the second document. Room that no byte is read into costs nothing.
const OUT_OF_THE_HEAP: usize = 40 << 20;

/// Why there is no font to print with.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// None of the folders holds a Japanese font. `package` is what to install on Debian and Ubuntu.
    #[error("no Japanese font in {looked_in:?}; install the package {package} or name a folder")]
    NotFound {
        looked_in: Vec<PathBuf>,
        package: &'static str,
    },
    /// The folder named in the settings does not exist.
    #[error("the font folder {0} does not exist")]
    NoSuchFolder(PathBuf),
    /// A font that was found cannot be read any more.
    #[error("the font {path} cannot be read")]
    Unreadable {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    /// The file is not the font it was when the program started.
    #[error("the font {0} has been changed; start the program again")]
    Changed(PathBuf),
}

/// One family in its regular and, where there is one, bold face. At rest it holds names, paths and coverage, not the fonts.
#[derive(Debug)]
pub struct Fonts {
    family: String,
    book: LazyHash<FontBook>,
    faces: Vec<Face>,
    /// Documents drawn at the same time share one copy; the last one drops it.
    loaded: Mutex<Weak<Vec<Font>>>,
}

/// Where a face lies: a collection (`.ttc`) holds several, counted from 0.
#[derive(Debug)]
struct Face {
    path: PathBuf,
    index: u32,
}

impl Fonts {
    /// Looks in `folder` (or the one font file of that name), where any Japanese font will do, and then in the system's folders,
    /// where only families known to be Japanese do. Reads no font wholly; takes some milliseconds for each hundred fonts.
    pub fn find(folder: Option<&Path>) -> Result<Fonts, FontError> {
        Self::find_in(folder, &system_folders())
    }

    fn find_in(folder: Option<&Path>, system: &[PathBuf]) -> Result<Fonts, FontError> {
        if let Some(folder) = folder {
            if !folder.exists() {
                return Err(FontError::NoSuchFolder(folder.to_owned()));
            }
            let shelf = shelf_of(folder);
            if let Some(fonts) = known_family(&shelf).or_else(|| any_japanese_family(&shelf)) {
                return Ok(fonts);
            }
        }
        let mut shelf = fontdb::Database::new();
        system
            .iter()
            .for_each(|folder| shelf.load_fonts_dir(folder));
        known_family(&shelf).ok_or_else(|| FontError::NotFound {
            looked_in: folder
                .into_iter()
                .map(Path::to_owned)
                .chain(system.iter().cloned())
                .collect(),
            package: PACKAGE,
        })
    }

    /// The family's English name, as a template needs it.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Whether the regular face has a shape for the character.
    pub fn covers(&self, character: char) -> bool {
        self.book
            .info(0)
            .is_some_and(|info| info.coverage.contains(character.into()))
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// Reads the faces (some 20 MB each), or joins a document that has them open.
    pub(crate) fn load(&self) -> Result<Arc<Vec<Font>>, FontError> {
        let mut loaded = self
            .loaded
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(fonts) = loaded.upgrade() {
            return Ok(fonts);
        }
        let fonts: Result<Vec<Font>, FontError> = self.faces.iter().map(Face::read).collect();
        let fonts = Arc::new(fonts?);
        *loaded = Arc::downgrade(&fonts);
        Ok(fonts)
    }
}

impl Face {
    fn read(&self) -> Result<Font, FontError> {
        let mut bytes = Vec::with_capacity(OUT_OF_THE_HEAP);
        std::fs::File::open(&self.path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|cause| FontError::Unreadable {
                path: self.path.clone(),
                cause,
            })?;
        Font::new(Bytes::new(bytes), self.index)
            .ok_or_else(|| FontError::Changed(self.path.clone()))
    }
}

fn system_folders() -> Vec<PathBuf> {
    let mut folders = vec![
        PathBuf::from("/usr/share/fonts"),
        PathBuf::from("/usr/local/share/fonts"),
    ];
    if let Some(home) = std::env::home_dir() {
        folders.push(home.join(".local/share/fonts"));
    }
    folders
}

fn shelf_of(folder: &Path) -> fontdb::Database {
    let mut shelf = fontdb::Database::new();
    if folder.is_file() {
        // A file that is no font leaves the shelf empty, which the caller reports.
        let _ = shelf.load_font_file(folder);
    } else {
        shelf.load_fonts_dir(folder);
    }
    shelf
}

fn known_family(shelf: &fontdb::Database) -> Option<Fonts> {
    KNOWN_FAMILIES
        .iter()
        .find_map(|family| family_from(shelf, family))
}

/// The first family, by name, that can write Japanese.
fn any_japanese_family(shelf: &fontdb::Database) -> Option<Fonts> {
    let mut families: Vec<&str> = shelf.faces().filter_map(english_name).collect();
    families.sort_unstable();
    families.dedup();
    families
        .into_iter()
        .find_map(|family| family_from(shelf, family))
}

/// fontdb puts the English name first.
fn english_name(face: &fontdb::FaceInfo) -> Option<&str> {
    face.families.first().map(|(name, _)| name.as_str())
}

fn family_from(shelf: &fontdb::Database, family: &str) -> Option<Fonts> {
    let mut upright: Vec<&fontdb::FaceInfo> = shelf
        .faces()
        .filter(|face| {
            face.style == fontdb::Style::Normal
                && face.families.iter().any(|(name, _)| name == family)
        })
        .collect();
    // The order in which a disk lists its files must not decide which copy is taken.
    upright.sort_by_key(|face| (path_of(face), face.index));
    let regular = upright
        .iter()
        .filter(|face| face.weight.0 < BOLD)
        .min_by_key(|face| face.weight.0.abs_diff(400))?;
    let bold = upright
        .iter()
        .filter(|face| face.weight.0 >= BOLD)
        .min_by_key(|face| face.weight.0.abs_diff(700));

    let mut book = FontBook::new();
    let mut faces = Vec::new();
    for face in [Some(regular), bold].into_iter().flatten() {
        let info = shelf.with_face_data(face.id, FontInfo::new)??;
        book.push(info);
        faces.push(Face {
            path: path_of(face)?,
            index: face.index,
        });
    }
    let info = book.info(0)?;
    let is_japanese = PROBE
        .chars()
        .all(|character| info.coverage.contains(character.into()));
    let family = info.family.clone();
    is_japanese.then(|| Fonts {
        family,
        book: LazyHash::new(book),
        faces,
        loaded: Mutex::new(Weak::new()),
    })
}

fn path_of(face: &fontdb::FaceInfo) -> Option<PathBuf> {
    match &face.source {
        fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => Some(path.clone()),
        fontdb::Source::Binary(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_japanese_font_is_told_which_package_to_install() {
        let empty = tempfile::tempdir().unwrap();
        let named = tempfile::tempdir().unwrap();

        let error =
            Fonts::find_in(Some(named.path()), &[empty.path().to_owned()]).expect_err("no font");

        let FontError::NotFound { looked_in, package } = error else {
            panic!("{error:?}")
        };
        assert_eq!(looked_in, [named.path(), empty.path()]);
        assert_eq!(package, "fonts-noto-cjk");
    }

    #[test]
    fn a_folder_named_in_the_settings_must_exist() {
        let error = Fonts::find(Some(Path::new("/no/such/folder"))).expect_err("no folder");

        assert!(
            matches!(error, FontError::NoSuchFolder(path) if path == Path::new("/no/such/folder"))
        );
    }

    #[test]
    fn a_file_that_is_no_font_does_not_count_as_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("broken.ttf"), b"not a font").unwrap();

        assert!(matches!(
            Fonts::find_in(Some(folder.path()), &[]),
            Err(FontError::NotFound { .. })
        ));
    }

    #[test]
    fn the_folder_named_in_the_settings_comes_before_the_system() {
        let system = Fonts::find(None).expect("fonts-noto-cjk is installed");
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("city.ttc");
        std::fs::copy(&system.faces[0].path, &copy).unwrap();

        let fonts = Fonts::find(Some(folder.path())).unwrap();

        assert_eq!(fonts.family(), system.family());
        assert!(fonts.faces.iter().all(|face| face.path == copy));
    }

    #[test]
    fn a_font_removed_after_start_is_a_plain_error() {
        let system = Fonts::find(None).expect("fonts-noto-cjk is installed");
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("city.ttc");
        std::fs::copy(&system.faces[0].path, &copy).unwrap();
        let fonts = Fonts::find(Some(folder.path())).unwrap();

        std::fs::remove_file(&copy).unwrap();

        assert!(matches!(fonts.load(), Err(FontError::Unreadable { path, .. }) if path == copy));
    }

    #[test]
    fn documents_drawn_together_share_the_fonts_and_the_last_one_drops_them() {
        let fonts = Fonts::find(None).expect("fonts-noto-cjk is installed");

        let first = fonts.load().unwrap();
        let second = fonts.load().unwrap();
        assert!(Arc::ptr_eq(&first, &second));

        drop((first, second));
        assert!(fonts.loaded.lock().unwrap().upgrade().is_none());
    }

    #[test]
    fn regular_and_bold_are_found() {
        let fonts = Fonts::find(None).expect("fonts-noto-cjk is installed");

        assert!(fonts.book.info(0).unwrap().variant.weight.to_number() < BOLD);
        assert!(fonts.book.info(1).unwrap().variant.weight.to_number() >= BOLD);
    }
}
