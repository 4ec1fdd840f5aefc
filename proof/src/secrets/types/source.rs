//! The public types of a crate, read from its sources: a type that nobody thought of is found all the same.

use std::fmt::Display;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Attribute, Fields, Ident, Item, ItemEnum, ItemMod, ItemStruct, Type as Form, Visibility};

/// The runtime's macro by which models are read: it gives them `Deserialize` and nothing else.
const READER: &str = "fields";

/// A struct or an enum.
pub(super) struct Type {
    /// `apiloom_runtime::retry::attempt::Attempt`, as `std::any::type_name` has it.
    pub(super) path: String,
    pub(super) name: String,
    pub(super) is_public: bool,
    /// The types of its fields, those of all variants.
    pub(super) fields: Vec<Form>,
}

/// What a crate has.
#[derive(Default)]
pub(super) struct Source {
    pub(super) types: Vec<Type>,
    /// `Debug`, and where and for which name it is implemented; all other traits as well.
    traits: Vec<(String, String)>,
    macros: Vec<Macro>,
}

/// A macro, or a use of one that makes items: types may get their `Debug` there.
struct Macro {
    name: String,
    is_definition: bool,
    words: Vec<String>,
}

impl Macro {
    fn says(&self, wanted: &[&str]) -> bool {
        self.words.windows(wanted.len()).any(|words| words == wanted)
    }
}

impl Source {
    /// Reads a crate from the file of its root, module by module, as the compiler finds them. Tests are left out.
    ///
    /// # Errors
    /// If a file is missing, or is not Rust.
    pub(super) fn read(krate: &str, root: &Path) -> io::Result<Self> {
        let mut source = Self::default();
        let folder = root.parent().unwrap_or(root).to_path_buf();
        source.file(krate, root, &folder)?;
        Ok(source)
    }

    /// Whether it has this trait. Where it cannot be told from the sources, it has.
    pub(super) fn has(&self, view: &str, of: &Type) -> bool {
        let in_module = |path: &str| self.types.iter().any(|other| other.path == path);
        let is_meant = |path: &str| path == of.path || !in_module(path) && last(path) == of.name;
        self.traits.iter().any(|(found, path)| found == view && is_meant(path)) || self.has_by_macro(view, &of.name)
    }

    /// Whether a macro gives it that: in its own words, or because it is handed the name.
    fn has_by_macro(&self, view: &str, name: &str) -> bool {
        let (definitions, uses): (Vec<&Macro>, Vec<&Macro>) = self.macros.iter().partition(|of| of.is_definition);
        let gives = |used: &&Macro| {
            if used.name == READER {
                return false;
            }
            let mut own = definitions.iter().filter(|definition| definition.name == used.name).peekable();
            own.peek().is_none() || own.any(|definition| definition.says(&[view]))
        };
        definitions.iter().any(|definition| definition.says(&[view, "for", name]))
            || uses.into_iter().filter(|used| used.says(&[name])).any(|used| gives(&used))
    }

    fn file(&mut self, module: &str, path: &Path, folder: &Path) -> io::Result<()> {
        let named = |what: &dyn Display| io::Error::other(format!("{}: {what}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(&error))?;
        let file = syn::parse_file(&text).map_err(|error| named(&error))?;
        file.items.into_iter().try_for_each(|item| self.item(module, item, folder))
    }

    fn item(&mut self, module: &str, item: Item, folder: &Path) -> io::Result<()> {
        match item {
            Item::Struct(ItemStruct { attrs, .. })
            | Item::Enum(ItemEnum { attrs, .. })
            | Item::Mod(ItemMod { attrs, .. })
                if is_of_services(&attrs) => {}
            Item::Struct(item) => {
                self.add(module, &item.ident, &item.vis, &item.attrs, forms(item.fields).collect());
            }
            Item::Enum(item) => {
                let fields = item.variants.into_iter().flat_map(|variant| forms(variant.fields));
                self.add(module, &item.ident, &item.vis, &item.attrs, fields.collect());
            }
            Item::Impl(item) => {
                let of = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                if let (Some(of), Some(name)) = (of, last_word(&item.self_ty)) {
                    self.traits.push((of.ident.to_string(), format!("{module}::{name}")));
                }
            }
            Item::Macro(item) => {
                let used = item.mac.path.segments.last().map(|segment| &segment.ident);
                let name = item.ident.as_ref().or(used).map(Ident::to_string).unwrap_or_default();
                self.macros.push(Macro { name, is_definition: item.ident.is_some(), words: words(&item.mac.tokens) });
            }
            Item::Mod(item) if !is_of_tests(&item.attrs) => {
                let (module, folder) = (format!("{module}::{}", item.ident), folder.join(item.ident.to_string()));
                match item.content {
                    Some((_, items)) => items.into_iter().try_for_each(|item| self.item(&module, item, &folder))?,
                    None => self.file(&module, &path_of(&folder), &folder)?,
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn add(
        &mut self,
        module: &str,
        name: &Ident,
        visibility: &Visibility,
        attributes: &[Attribute],
        fields: Vec<Form>,
    ) {
        let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
        let path = format!("{module}::{name}");
        let derived = derives.flat_map(|attribute| words(&attribute.meta));
        self.traits.extend(derived.map(|derived| (derived, path.clone())));
        let is_public = matches!(visibility, Visibility::Public(_));
        self.types.push(Type { path, name: name.to_string(), is_public, fields });
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// `folder.rs`, or `folder/mod.rs`.
fn path_of(folder: &Path) -> PathBuf {
    let file = folder.with_extension("rs");
    if file.exists() { file } else { folder.join("mod.rs") }
}

fn forms(fields: Fields) -> impl Iterator<Item = Form> {
    fields.into_iter().map(|field| field.ty)
}

fn is_of_tests(attributes: &[Attribute]) -> bool {
    let mut conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.any(|condition| words(&condition.meta).iter().any(|word| word == "test"))
}

/// Whether only whoever serves the API has it, or a test of his: no client, and no more than the models and arguments
/// that were looked at, with a derived view.
fn is_of_services(attributes: &[Attribute]) -> bool {
    let mut conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.any(|condition| words(&condition.meta).iter().any(|word| word == "server" || word == "mock"))
}

/// The last word of a path: `Text` of `crate::text::Text<F>`.
pub(super) fn last_word(form: &Form) -> Option<String> {
    match form {
        Form::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

fn words(tokens: &impl ToTokens) -> Vec<String> {
    let text = tokens.to_token_stream().to_string();
    let is_between = |character: char| !character.is_alphanumeric() && character != '_';
    text.split(is_between).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
