#pragma once

#include "ui/context/page.h"

#include <QBoxLayout>
#include <QLineEdit>

namespace dermis::test {

/// A page that counts what the window asks of it.
class SamplePage : public Page
{
public:
    SamplePage(ClinicContext &context, QString title)
        : Page(context), m_title(std::move(title)), first(new QLineEdit), second(new QLineEdit)
    {
        auto *column = new QVBoxLayout(this);
        column->addWidget(first);
        column->addWidget(second);
        first->setAccessibleName(QStringLiteral("First"));
        second->setAccessibleName(QStringLiteral("Second"));
    }
    QString title() const override { return m_title; }
    QList<Crumb> crumbs() const override { return path; }
    void open(const Destination &destination) override { opened << destination; }
    void focusFirst() override { first->setFocus(); }
    void refresh() override { ++refreshed; }
    void keepDraft() override { ++draftsKept; }
    QList<KeyLine> keys() const override { return {{QStringLiteral("F8"), QStringLiteral("next gap")}}; }
    QList<QWidget *> panes() const override { return {first, second}; }
    void setCompact(bool on) override { compact = on; }

private:
    QString m_title;

public:
    QLineEdit *first;
    QLineEdit *second;
    QList<Crumb> path;
    QList<Destination> opened;
    int refreshed = 0;
    int draftsKept = 0;
    bool compact = false;
};

} // namespace dermis::test
