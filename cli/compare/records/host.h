/* host.h - what kind of machine this is: times measured on another kind say nothing here. */
#ifndef LLZ_HOST_H
#define LLZ_HOST_H

#define HOST_TEXT 160

/* System, architecture and number of processors, such as "Linux x86_64, 8 processors". */
void host_kind(char text[HOST_TEXT]);

#endif
