#include "ui/shell/front_page.h"

#include "ui/shell/brand_art.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>

namespace dermis {

namespace {

constexpr int formWidth = 440;

} // namespace

FrontPage::FrontPage(QWidget *parent)
    : QWidget(parent)
    , m_art(new BrandArt)
{
    auto *inner = new QWidget;
    inner->setMaximumWidth(formWidth);
    auto *whole = new QVBoxLayout(inner);
    whole->setContentsMargins(0, 0, 0, 0);
    m_form = new QVBoxLayout;
    m_form->setSpacing(4);
    whole->addLayout(m_form);
    whole->addStretch(1); // what wrapped words turn out not to need goes to no list
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(inner, 100);
    middle->addStretch(1);
    auto *right = new QWidget;
    m_column = new QVBoxLayout(right);
    m_column->setContentsMargins(32, 24, 32, 18);
    m_column->addStretch(1);
    m_column->addLayout(middle);
    m_column->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_art, 41);
    row->addWidget(right, 59);
}

void FrontPage::setPractice(const QString &name)
{
    m_art->setPractice(name);
}

void FrontPage::setFoot(const QString &words)
{
    if (m_foot == nullptr) {
        m_foot = new TextLabel({}, TypeStyle::Small, &Tokens::text2);
        m_foot->setAlignment(Qt::AlignCenter);
        m_foot->setWrapped(true);
        m_column->addWidget(m_foot);
    }
    m_foot->setText(words);
}

} // namespace dermis
