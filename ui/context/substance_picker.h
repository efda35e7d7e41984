#pragma once

#include "core/products/substance_catalogue.h"

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace dermis {

/// A line for what somebody reacts to, with the known substances that fit listed below it, in the layout.
class SubstancePicker : public QWidget
{
    Q_OBJECT
public:
    explicit SubstancePicker(const QString &accessibleName, QWidget *parent = nullptr);
    /// What is offered; the shipped substances until told otherwise.
    void setCatalogue(const SubstanceCatalogue &catalogue);
    void begin(const QString &text);
    QString text() const;
    /// The key of the substance chosen; empty while the words are nobody's known substance.
    QString substance() const { return m_substance; }
    QLineEdit *line() const { return m_line; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offer();
    void choose();

    SubstanceCatalogue m_catalogue = SubstanceCatalogue::shipped();
    QLineEdit *m_line;
    QListWidget *m_list;
    QString m_substance;
};

} // namespace dermis
