#include "store/store_testing.h"
#include "store/vault.h"

#include <stdlib.h>

TEST(vault_lock_is_one_at_a_time_and_lets_writers_through) {
    struct arena a = test_arena();
    const char *dir = test_dir();
    struct store *s = testing_made(&a, dir), *other = NULL;
    struct os_lock first, second;
    struct err e = {0}, busy = {0};
    EXPECT_OK(store_open(&a, testing_case(&a, dir), testing_opts(&a, dir), &other, &e));
    setenv("CAIRN_LOCK_WAIT", "0", 1);
    EXPECT_OK(store_vault_lock(s, NULL, NULL, &first, &e));
    EXPECT(store_vault_lock(other, NULL, NULL, &second, &busy) == RC_BUSY);
    testing_commit(other, &a, "while the vault is locked");
    os_unlock(&first);
    EXPECT_OK(store_vault_lock(other, NULL, NULL, &second, &e));
    os_unlock(&second);
    unsetenv("CAIRN_LOCK_WAIT");
    store_close(other);
    store_close(s);
}
