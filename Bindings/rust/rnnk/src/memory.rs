use crate::{Error, Result};
use std::alloc::{alloc, dealloc, Layout};
use std::ptr::NonNull;

/// A block of memory that is not moved, aligned to a line of the cache.
pub(crate) struct Memory {
    at: NonNull<u8>,
    layout: Layout,
}

impl Memory {
    /// `size` bytes, at least 1, whose contents are undefined.
    pub(crate) fn new(size: usize) -> Result<Memory> {
        let layout = Layout::from_size_align(size.max(1), 64).map_err(|_| Error::Memory)?;
        // SAFETY: the size is not 0.
        let at = NonNull::new(unsafe { alloc(layout) }).ok_or(Error::Memory)?;
        Ok(Memory { at, layout })
    }

    pub(crate) fn as_ptr(&self) -> *mut u8 {
        self.at.as_ptr()
    }

    pub(crate) fn size(&self) -> usize {
        self.layout.size()
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: the block is from `alloc` with this layout.
        unsafe { dealloc(self.at.as_ptr(), self.layout) }
    }
}
