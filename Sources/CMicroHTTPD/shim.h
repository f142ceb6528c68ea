/* GNU libmicrohttpd, with what Swift cannot call: variable arguments, unions, and Linux's own calls. */
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include <gnutls/gnutls.h>
#include <microhttpd.h>

/* What a server is started with. Times are seconds, sizes bytes; no certificate: no TLS. */
struct cmhd_options {
    int listening;
    int is_ipv6;
    const char *certificate;
    const char *key;
    unsigned connections;
    unsigned connections_per_address;
    unsigned idle_seconds;
    size_t memory_per_connection;
    MHD_AccessHandlerCallback handle;
    void *(*begin)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_RequestCompletedCallback complete;
    MHD_NotifyConnectionCallback notify;
    void *context;
};

/* Leaves "%41" as it is: what is decoded twice means two things. */
static inline size_t cmhd_leave_escaped(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

/* Starts a server that runs only inside of MHD_run; NULL where it cannot. */
static inline struct MHD_Daemon *cmhd_start(const struct cmhd_options *options) {
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;
    if (options->is_ipv6) flags |= MHD_USE_IPv6;
    if (options->certificate != NULL) flags |= MHD_USE_TLS;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    return MHD_start_daemon(
        flags, 0, NULL, NULL, options->handle, options->context,
        MHD_OPTION_ARRAY, options->certificate != NULL ? tls : none,
        MHD_OPTION_LISTEN_SOCKET, options->listening,
        MHD_OPTION_CONNECTION_LIMIT, options->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->memory_per_connection,
        MHD_OPTION_UNESCAPE_CALLBACK, cmhd_leave_escaped, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, options->begin, options->context,
        MHD_OPTION_NOTIFY_COMPLETED, options->complete, options->context,
        MHD_OPTION_NOTIFY_CONNECTION, options->notify, options->context,
        MHD_OPTION_END);
}

/* The descriptor that is readable when MHD_run has something to do. */
static inline int cmhd_epoll(struct MHD_Daemon *daemon) {
    return MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

static inline int cmhd_socket(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

static inline const struct sockaddr *cmhd_peer(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

/* What MHD_NotifyConnectionCallback left with the connection. */
static inline void *cmhd_socket_context(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* Bytes of the request's head, with its last empty line. */
static inline size_t cmhd_head_size(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
}

/* Sends past the library, on a connection that it will send no more on; what does not fit is lost. */
static inline void cmhd_send_last(struct MHD_Connection *connection, int is_tls, const void *bytes, size_t count) {
    if (is_tls) {
        void *session = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION)->tls_session;
        (void)gnutls_record_send((gnutls_session_t)session, bytes, count);
    } else {
        (void)send(cmhd_socket(connection), bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

/* Bytes that a TCP connection has received since it was opened; -1 where that is not known. */
static inline int64_t cmhd_bytes_received(int descriptor) {
    /* The C library's tcp_info ends before tcpi_bytes_received, and the kernel's cannot be included
       beside it; the kernel only ever adds to the end. */
    struct { char before[128]; uint64_t bytes_received; } info;
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return -1;
    return length == sizeof info ? (int64_t)info.bytes_received : -1;
}

/* Bytes that a connection has received and nobody has read. */
static inline int cmhd_unread(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

#endif
