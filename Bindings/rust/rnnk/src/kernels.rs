use crate::sys;
use std::ffi::{CStr, CString};
use std::fmt;

/// A table of kernels: everything that one instruction set computes.
///
/// ```
/// use rnnk::Kernels;
///
/// println!("{} of {}", Kernels::best().name(), Kernels::names().collect::<Vec<_>>().join(", "));
/// assert_eq!(Kernels::named("reference").unwrap().name(), "reference");
/// assert!(Kernels::named("mmx").is_none());
/// ```
#[derive(Clone, Copy)]
pub struct Kernels(&'static sys::rnnk_kernels);

// SAFETY: tables are immutable, and every kernel may be called by any number of threads at once.
unsafe impl Send for Kernels {}
// SAFETY: as above.
unsafe impl Sync for Kernels {}

impl Kernels {
    /// The fastest table that this machine can run.
    pub fn best() -> Kernels {
        // SAFETY: there is always a table, "reference" at least, and tables are never freed.
        Kernels(unsafe { sys::rnnk_kernels_best().as_ref() }.expect("a table for every machine"))
    }

    /// The table of this name, such as `"avx2"`, or `None` if the library has none or this machine cannot run it.
    pub fn named(name: &str) -> Option<Kernels> {
        let name = CString::new(name).ok()?;
        // SAFETY: the name ends with NUL; tables are never freed.
        unsafe { sys::rnnk_kernels_named(name.as_ptr()).as_ref() }.map(Kernels)
    }

    /// The tables that this machine can run, the fastest first. With the feature `openblas`, this loads OpenBLAS.
    pub fn all() -> impl Iterator<Item = Kernels> {
        // SAFETY: any index is allowed; tables are never freed.
        (0..).map_while(|index| unsafe { sys::rnnk_kernels_at(index).as_ref() }.map(Kernels))
    }

    /// The names of all tables of the library, the fastest first, whether or not this machine can run them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        // SAFETY: any index is allowed; names are never freed.
        (0..).map_while(|index| unsafe { text(sys::rnnk_kernels_name_at(index)) })
    }

    /// The instruction set: `"avx512"`, `"avx2"`, `"neon"`, `"wasm"`, `"openblas"`, `"portable"` or
    /// `"reference"`.
    pub fn name(self) -> &'static str {
        // SAFETY: the name of a table is never freed.
        unsafe { text(self.0.name) }.expect("every table has a name")
    }

    /// Whether the outputs of a sequence depend neither on the sequences beside it, nor on whether its steps are
    /// computed in one call or in several.
    pub fn has_independent_rows(self) -> bool {
        self.0.independent_rows
    }

    /// The kernels themselves, which are called with pointers and sizes. The crate [`sys`] declares them.
    pub fn table(self) -> &'static sys::rnnk_kernels {
        self.0
    }
}

/// # Safety
/// The pointer is NULL, or that of a text in ASCII that ends with NUL and is never freed.
unsafe fn text(pointer: *const std::ffi::c_char) -> Option<&'static str> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(pointer) }.to_str().ok()
}

impl fmt::Debug for Kernels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kernels").field(&self.name()).finish()
    }
}
