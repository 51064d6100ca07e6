//! Wears out the allocator that readers run: memory that is given back can be had again, whatever the sizes and the
//! order.

use std::alloc::Layout;
use std::mem::MaybeUninit;

use rlsf::Tlsf;

/// The size of the pool that the stress is put on.
const POOL: usize = 1 << 20;

/// A random generator (xorshift) that gives the same numbers in each run.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as usize
}

#[test]
fn a_million_allocations_in_a_small_pool_leak_nothing() {
    const BITS: usize = usize::BITS as usize;
    let mut pool = vec![MaybeUninit::<u8>::uninit(); POOL];
    // The types of `SmallGlobalTlsf`, over a pool that cannot grow.
    let mut allocator: Tlsf<'_, usize, usize, BITS, BITS> = Tlsf::new();
    allocator.insert_free_block(&mut pool);

    let (mut state, mut used) = (0x9e37_79b9_7f4a_7c15, 0);
    let mut live = Vec::new();
    for round in 0..1_000_000_usize {
        // A third of the pool in use leaves room for any one more, unless something was lost.
        while used > POOL / 3 {
            let (block, layout, mark): (std::ptr::NonNull<u8>, Layout, u8) =
                live.swap_remove(next(&mut state) % live.len());
            // SAFETY: the block was allocated below with this alignment, and is given back once.
            unsafe {
                assert_eq!((block.read(), block.add(layout.size() - 1).read()), (mark, mark), "overwritten");
                allocator.deallocate(block, layout.align());
            }
            used -= layout.size();
        }
        let largest = [16, 64, 1024, 32 * 1024][next(&mut state) % 4];
        let layout = Layout::from_size_align(1 + next(&mut state) % largest, 1 << (next(&mut state) % 4)).unwrap();
        let block = allocator.allocate(layout).unwrap_or_else(|| panic!("round {round}: no room for {layout:?}"));
        assert!(block.as_ptr().addr().is_multiple_of(layout.align()));
        let mark = round as u8;
        // SAFETY: both bytes are within the block.
        unsafe {
            block.write(mark);
            block.add(layout.size() - 1).write(mark);
        }
        used += layout.size();
        live.push((block, layout, mark));
    }
    for (block, layout, _) in live {
        // SAFETY: as above.
        unsafe { allocator.deallocate(block, layout.align()) };
    }
    // The pool is one piece again.
    assert!(allocator.allocate(Layout::from_size_align(POOL * 9 / 10, 8).unwrap()).is_some());
}
