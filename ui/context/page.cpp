#include "ui/context/page.h"

namespace dermis {

Page::Page(ClinicContext &context, QWidget *parent) : QWidget(parent), m_context(context) {}

} // namespace dermis
