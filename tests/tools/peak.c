/* peak FILE COMMAND…: runs the command and writes "PEAK-KIB MILLISECONDS CPU-MILLISECONDS" to FILE;
 * exits as the command did (128 + signal when killed). PEAK is the most memory resident at once
 * (getrusage, ru_maxrss). */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long ms(struct timeval t) {
    return t.tv_sec * 1000 + t.tv_usec / 1000;
}

int main(int argc, char **argv) {
    if (argc < 3) return fputs("usage: peak FILE COMMAND…\n", stderr), 2;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int status = 0;
    struct rusage u;
    if (child < 0 || wait4(child, &status, 0, &u) < 0) return perror("peak"), 70;
    clock_gettime(CLOCK_MONOTONIC, &to);
    FILE *out = fopen(argv[1], "w");
    if (!out) return perror(argv[1]), 70;
    long wall = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
    fprintf(out, "%ld %ld %ld\n", u.ru_maxrss, wall, ms(u.ru_utime) + ms(u.ru_stime));
    fclose(out);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
