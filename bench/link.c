/* A network of imagined hosts: passes packets between TUN devices, with a bandwidth and a delay.

   usage: link HOSTS BITS_PER_SECOND SECONDS_OF_DELAY

   Creates the devices rnnclink0, rnnclink1, …; whoever starts it gives them to network namespaces, with the addresses
   10.77.0.1, 10.77.0.2, …. Each device sends with the bandwidth, and a packet arrives after the delay. Runs until it is
   killed. (The kernel's netem does the same, where it is compiled in.) */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { HOSTS = 64, PACKET = 65536, WAITING = 4096 };

typedef struct {
    int64_t arrival; /* nanoseconds */
    int to;
    ssize_t size;
    unsigned char *data;
} packet;

/* Packets of a sender, which arrive in the order in which they were sent. */
typedef struct {
    packet waiting[WAITING];
    unsigned first, end;
    int64_t free; /* when the link has sent all of them */
} queue;

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int open_device(int index)
{
    struct ifreq request = {0};
    int file = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    snprintf(request.ifr_name, sizeof request.ifr_name, "rnnclink%d", index);
    if (file < 0 || ioctl(file, TUNSETIFF, &request) < 0) {
        perror("link: cannot make a TUN device");
        exit(1);
    }
    return file;
}

int main(int count, char **arguments)
{
    static queue queues[HOSTS];
    static unsigned char buffer[PACKET];
    if (count != 4) {
        fprintf(stderr, "usage: link HOSTS BITS_PER_SECOND SECONDS_OF_DELAY\n");
        return 64;
    }
    int hosts = atoi(arguments[1]);
    double nanoseconds_per_byte = 8e9 / atof(arguments[2]);
    int64_t delay = (int64_t)(1e9 * atof(arguments[3]));
    struct pollfd files[HOSTS];
    if (hosts < 1 || hosts > HOSTS) return 64;
    prctl(PR_SET_TIMERSLACK, 1000, 0, 0, 0);
    for (int i = 0; i < hosts; i++) files[i] = (struct pollfd){.fd = open_device(i), .events = POLLIN};
    printf("ready\n");
    fflush(stdout);
    for (;;) {
        int64_t time = now(), next = INT64_MAX;
        for (int i = 0; i < hosts; i++) {
            queue *queue = &queues[i];
            while (queue->first != queue->end && queue->waiting[queue->first % WAITING].arrival <= time) {
                packet *packet = &queue->waiting[queue->first++ % WAITING];
                /* TCP sends again what is lost. */
                ssize_t written = write(files[packet->to].fd, packet->data, (size_t)packet->size);
                (void)written;
                free(packet->data);
            }
            if (queue->first != queue->end && queue->waiting[queue->first % WAITING].arrival < next)
                next = queue->waiting[queue->first % WAITING].arrival;
            /* A full queue leaves packets with the sender. */
            files[i].events = queue->end - queue->first < WAITING ? POLLIN : 0;
        }
        struct timespec wait = {0, 0};
        if (next != INT64_MAX) {
            int64_t rest = next - now();
            if (rest > 0) wait = (struct timespec){rest / 1000000000, rest % 1000000000};
        }
        if (ppoll(files, (nfds_t)hosts, next == INT64_MAX ? NULL : &wait, NULL) <= 0) continue;
        for (int i = 0; i < hosts; i++) {
            queue *queue = &queues[i];
            while (files[i].revents & POLLIN && queue->end - queue->first < WAITING) {
                ssize_t size = read(files[i].fd, buffer, sizeof buffer);
                if (size <= 0) break;
                int to = buffer[0] >> 4 == 4 && size >= 20 ? buffer[19] - 1 : -1; /* the last byte of the address */
                if (to < 0 || to >= hosts) continue;
                packet *packet = &queue->waiting[queue->end % WAITING];
                packet->data = malloc((size_t)size);
                if (!packet->data) return 1;
                memcpy(packet->data, buffer, (size_t)size);
                time = now();
                if (queue->free < time) queue->free = time;
                queue->free += (int64_t)(nanoseconds_per_byte * (double)size);
                packet->size = size;
                packet->to = to;
                packet->arrival = queue->free + delay;
                queue->end++;
            }
        }
    }
}
